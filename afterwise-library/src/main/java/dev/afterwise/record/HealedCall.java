package dev.afterwise.record;

import dev.afterwise.CircuitOpenException;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step that is made in one attempt after another, as long as its protection allows, and by whichever means it says. Used by
 * one thread.
 */
final class HealedCall<T extends @Nullable Object, X extends Exception> {
    private static final int MAX_HINT = 2_000;

    private final OpenStep step;
    private final Healed<T, X> call;
    private final List<Treatments.Known> standing;
    private final Protection.Call protection;
    private final Timekeeper time;
    private @Nullable Parts<?, T, X> parts;
    private Operation<? extends T, ? extends X> next;

    /** @param standing what can be done about failures of the component, whoever calls it */
    HealedCall(
            OpenStep step,
            Healed<T, X> call,
            List<Treatments.Known> standing,
            Protection.Call protection,
            Timekeeper time) {
        this.step = step;
        this.call = call;
        this.standing = standing;
        this.protection = protection;
        this.time = time;
        this.next = call.operation();
        this.parts = parts(call.operation());
    }

    @SuppressWarnings("unchecked") // An operation that gives a T, gives nothing else.
    private static <T extends @Nullable Object, X extends Exception> @Nullable Parts<?, T, X> parts(
            Operation<? extends T, ? extends X> operation) {
        return operation instanceof Scoped<?, ?, ?> scoped ? new Parts<>((Scoped<?, T, X>) scoped) : null;
    }

    T make() throws X {
        Throwable failed = null;
        for (int attempt = 1; ; attempt++) {
            Recovery then;
            CircuitOpenException refused = protection.refused();
            if (refused != null) {
                failed = failed == null ? refused : failed;
                step.refused(attempt, new Outcome.Failed(Duration.ZERO, refused.failure()));
                then = decided(attempt, refused.failure(), refused);
            } else {
                try {
                    T result = step.attempt(attempt, protection.around(next));
                    ended();
                    if (parts == null) {
                        return result;
                    }
                    if (parts.passed(result)) {
                        return parts.result();
                    }
                    next = parts.next();
                    continue;
                } catch (Throwable thrown) {
                    failed = thrown;
                    then = after(attempt, thrown);
                }
            }
            if (then instanceof Recovery.Skip) {
                return value();
            }
            if (!follow(then, failed)) {
                throw HealedCall.<X>unchanged(failed);
            }
        }
    }

    /** What follows the attempt, written down; null if nothing does. */
    private @Nullable Recovery after(int attempt, Throwable thrown) {
        if (!(step.last() instanceof Outcome.Failed failed)) {
            ended();
            return null;
        }
        if (thrown instanceof Error) {
            return stopped(attempt, "an error of the virtual machine or of the program is not tried again");
        }
        if (Thread.currentThread().isInterrupted()) {
            return stopped(attempt, "the thread was told to stop");
        }
        ended();
        return decided(attempt, failed.failure(), thrown);
    }

    private Recovery decided(int attempt, Failure failure, Throwable thrown) {
        Recovery then = protection.after(failure, offered(failure, thrown), call.asked(thrown));
        step.recovered(attempt, then);
        if (then instanceof Recovery.Escalate(String because)) {
            tell(new Escalation(step.execution(), call.component(), failure, because));
        }
        return then;
    }

    private void ended() {
        if (step.last() instanceof Outcome.Ended outcome) {
            protection.ended(outcome);
        }
    }

    /** What happened here says nothing about the component. */
    private Recovery stopped(int attempt, String because) {
        var then = new Recovery.GiveUp(because);
        protection.ended(new Outcome.Cancelled(null, because));
        step.recovered(attempt, then);
        return then;
    }

    /** What could be done. */
    private List<Recovery> offered(Failure failure, Throwable thrown) {
        List<Recovery> offered = new ArrayList<>();
        if (parts != null && parts.canHalve()) {
            offered.add(new Recovery.ReduceScope(parts.half(), ""));
        }
        acts(failure.failureClass()).forEach(each -> offered.add(each.offer()));
        for (Means<T, X> each : call.means()) {
            switch (each) {
                case Means.Act<T, X> ignored -> {}
                case Means.Instead<T, X> it -> offered.add(it.offer());
                case Means.Reprompt<T, X> ignored -> offered.add(new Recovery.Reprompt(hint(failure), ""));
                case Means.Folders<T, X>(Path root) -> {
                    Path missing = MissingFolder.of(thrown, root);
                    if (missing != null) {
                        offered.add(new Recovery.CreatePath(missing.toString(), ""));
                    }
                }
                case Means.Probe<T, X> ignored -> offered.add(new Recovery.ResetBreaker(Duration.ZERO, ""));
                case Means.Value<T, X> ignored -> offered.add(new Recovery.Skip(""));
                case Means.Person<T, X> ignored -> offered.add(new Recovery.Escalate(""));
            }
        }
        return offered;
    }

    private Stream<Treatments.Known> acts(FailureClass failureClass) {
        Stream<Treatments.Known> own = call.means().stream().<Treatments.Known>mapMulti((each, found) -> {
            if (each instanceof Means.Act<T, X>(Treatments.Known treatment)) {
                found.accept(treatment);
            }
        });
        return Stream.concat(own, standing.stream()).filter(each -> each.helpsAgainst(failureClass));
    }

    private static String hint(Failure failure) {
        String said = failure.message().isBlank() ? failure.type() : failure.message();
        return said.length() > MAX_HINT ? said.substring(0, MAX_HINT) : said;
    }

    /** Does what was decided. @return whether the next attempt is to be made now */
    private boolean follow(@Nullable Recovery then, Throwable failed) {
        return switch (then) {
            case Recovery.Retry(Duration wait, String ignored) -> waited(wait);
            case Recovery.ResetBreaker(Duration wait, String ignored) -> waited(wait);
            case Recovery.ReduceScope ignored -> halved();
            case Recovery.Reprompt(String hint, String ignored) -> instead(reprompted(hint));
            case Recovery.FallBack(String to, String ignored) -> instead(other(new Recovery.FallBack(to, "")));
            case Recovery.Simplify ignored -> instead(other(new Recovery.Simplify("")));
            case Recovery.ClearCache(String cache, String ignored) -> acted(new Recovery.ClearCache(cache, ""), failed);
            case Recovery.Custom(String name, String ignored) -> acted(new Recovery.Custom(name, ""), failed);
            case Recovery.CreatePath(String path, String ignored) -> made(path, failed);
            case Recovery.Skip ignored -> false;
            case Recovery.Escalate ignored -> false;
            case Recovery.GiveUp ignored -> false;
            case null -> false;
        };
    }

    private boolean waited(Duration wait) {
        try {
            time.sleep(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean halved() {
        Parts<?, T, X> some = Objects.requireNonNull(parts);
        some.halve();
        next = some.next();
        return true;
    }

    /** The whole is made by other means from now on. */
    private boolean instead(Operation<? extends T, ? extends X> other) {
        next = other;
        parts = parts(other);
        return true;
    }

    private Operation<? extends T, ? extends X> reprompted(String hint) {
        return call.means().stream()
                .<Operation<? extends T, ? extends X>>mapMulti((each, found) -> {
                    if (each instanceof Means.Reprompt<T, X>(var operation)) {
                        found.accept(operation.apply(hint));
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    private Operation<? extends T, ? extends X> other(Recovery offer) {
        return call.means().stream()
                .<Operation<? extends T, ? extends X>>mapMulti((each, found) -> {
                    if (each instanceof Means.Instead<T, X>(Recovery its, var operation) && its.equals(offer)) {
                        found.accept(operation);
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    private boolean acted(Recovery offer, Throwable failed) {
        try {
            for (Treatments.Known each : acts(step.lastClass())
                    .filter(it -> it.offer().equals(offer))
                    .toList()) {
                each.treatment().apply(failed);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            failed.addSuppressed(e);
        }
        return false;
    }

    private static boolean made(String path, Throwable failed) {
        try {
            Files.createDirectories(Path.of(path));
            return true;
        } catch (IOException e) {
            failed.addSuppressed(e);
            return false;
        }
    }

    private T value() {
        return call.means().stream()
                .<Means.Value<T, X>>mapMulti((each, found) -> {
                    if (each instanceof Means.Value<T, X> it) {
                        found.accept(it);
                    }
                })
                .findFirst()
                .orElseThrow()
                .value()
                .get();
    }

    private void tell(Escalation escalation) {
        for (Means<T, X> each : call.means()) {
            if (each instanceof Means.Person<T, X>(var listener)) {
                try {
                    listener.accept(escalation);
                } catch (RuntimeException ignored) {
                    // Whoever listens must not change how the call ends.
                }
            }
        }
    }

    /** An operation throws nothing checked but an X, and what is not checked needs no telling. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X unchanged(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
