package dev.afterwise.heal;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One call that is to be healed, from its first attempt on: which component it is made of at the moment, what was tried, and so
 * what still can be.
 *
 * <p>After a failed attempt it goes through all that the caller offers: another attempt at the same, which is always offered,
 * caches to be cleared, smaller parts, other components... What the bounds forbid is left out: caps, deadline, recovery
 * budget, circuit breaker, and that an operation which must not be made twice is not made again after a failure that doesn't tell
 * whether it was made. Of what is left one is chosen. If nothing is, the work is skipped, a person is asked, or the call fails, as
 * the caller offers.
 *
 * <p>Only decides; whoever asks writes the decision down and carries it out. Used by one thread.
 */
public final class Case {
    private static final String ESCALATE = "escalate";
    private static final Set<String> UNBOUNDED = Set.of("retry", "reprompt", "reduce_scope");

    private final Healer healer;
    private final Allowance allowance;
    private final Course course;
    private final Function<String, Guard> guards;
    private final Tries tries;
    private final boolean repeatable;
    private final Timekeeper time;
    private final long begun;
    private final Set<Recovery> done = new HashSet<>();
    private final Set<String> tried = new HashSet<>();
    private final List<Failure> paidFor = new ArrayList<>();
    private String component;
    private int inARow;
    private int ofTheSame;
    private long chosenAt;
    private boolean isPending;

    Case(
            Healer healer,
            Allowance allowance,
            Course course,
            String component,
            Function<String, Guard> guards,
            Tries tries,
            boolean repeatable,
            Timekeeper time) {
        this.healer = healer;
        this.allowance = allowance;
        this.course = course;
        this.component = component;
        this.guards = guards;
        this.tries = tries;
        this.repeatable = repeatable;
        this.time = time;
        this.begun = time.nanos();
    }

    /** What the next attempt goes through. */
    public Guard guard() {
        return guards.apply(component);
    }

    /** An attempt has ended. */
    public void ended(Outcome.Ended outcome) {
        boolean succeeded = outcome instanceof Outcome.Succeeded;
        if (isPending && (succeeded || outcome instanceof Outcome.Failed)) {
            course.learned(succeeded, time.since(chosenAt));
        }
        isPending = false;
        if (succeeded) {
            paidFor.forEach(guard()::helped);
            paidFor.clear();
            inARow = 0;
            ofTheSame = 0;
        }
    }

    /**
     * What to do now that an attempt has failed. To be asked exactly once for each, after its permit was handed back.
     *
     * @param offered what the caller could do, each without a reason, in the order of preference where there are several of a kind
     * @param floor how long the other side asked to wait at least
     */
    public Recovery after(Failure failure, List<Recovery> offered, Duration floor) {
        inARow++;
        ofTheSame++;
        Guard guard = guard();
        boolean affordable = guard.affordsAnother(failure);
        if (affordable) {
            paidFor.add(failure);
        }
        if (failure.failureClass() == FailureClass.CANCELLED) {
            return new Recovery.GiveUp("somebody stopped it");
        }
        Recovery retry = healer.repeat(failure, ofTheSame, tries.notBefore(floor), begun, guard, affordable);
        String hindrance = hindrance(failure);
        Map<String, Recovery> possible = new LinkedHashMap<>();
        if (hindrance == null) {
            if (retry instanceof Recovery.Retry) {
                possible.put("retry", retry);
            }
            for (Recovery each : offered) {
                if (each.triesAgain() && !done.contains(each) && may(each, failure, affordable)) {
                    possible.putIfAbsent(each.strategy(), each);
                }
            }
        }
        String nothingElse = hindrance == null ? retry.because() : hindrance;
        if (possible.isEmpty() || wantsAPerson(failure, possible, offered)) {
            return last(failure, offered, nothingElse);
        }
        return chosen(failure, possible);
    }

    /** Why no further attempt may be made, of whatever. */
    private @Nullable String hindrance(Failure failure) {
        if (!repeatable && isAmbiguous(failure)) {
            return "nobody can tell whether it had its effect, and it must not have it twice";
        }
        if (inARow >= tries.most()) {
            return "all attempts are used up (%d of %d)".formatted(inARow, tries.most());
        }
        return allowance.hindrance(failure.failureClass());
    }

    /** Whether the operation may have had its effect although it failed. */
    private static boolean isAmbiguous(Failure failure) {
        return switch (failure.failureClass()) {
            case TIMEOUT, NETWORK, UNAVAILABLE, RESOURCE_EXHAUSTED, UNKNOWN, CANCELLED -> true;
            case CONNECTION -> !isRefused(failure);
            case SYNTAX, NOT_FOUND, PERMISSION, RATE_LIMIT, MODEL_ERROR, TOO_LARGE, CACHE, CIRCUIT_OPEN, VALIDATION ->
                false;
        };
    }

    private static boolean isRefused(Failure failure) {
        String said = (failure.type() + " " + failure.message()).toLowerCase(Locale.ROOT);
        return said.contains("refused");
    }

    private boolean may(Recovery each, Failure failure, boolean affordable) {
        if (each instanceof Recovery.FallBack(String to, String ignored)) {
            return !guards.apply(to).refuses();
        }
        if (each instanceof Recovery.ResetBreaker) {
            return failure.failureClass() == FailureClass.CIRCUIT_OPEN && inTime(guard().untilProbe());
        }
        return affordable && !guard().refuses() && failure.failureClass() != FailureClass.CIRCUIT_OPEN;
    }

    private boolean inTime(Duration wait) {
        return wait.compareTo(tries.within().minus(time.since(begun))) < 0 && wait.compareTo(Tries.HIGHEST_FLOOR) <= 0;
    }

    /** Whether what experts would do first, as far as it can be done, is to ask a person. */
    private static boolean wantsAPerson(Failure failure, Map<String, Recovery> possible, List<Recovery> offered) {
        return possible.values().stream().noneMatch(Recovery.Custom.class::isInstance)
                && Remedy.against(failure.failureClass(), failure.transience()).stream()
                        .map(Remedy::strategy)
                        .filter(each -> possible.containsKey(each) || each.equals(ESCALATE))
                        .findFirst()
                        .filter(ESCALATE::equals)
                        .isPresent()
                && offered.stream().anyMatch(Recovery.Escalate.class::isInstance);
    }

    /** What needs no further attempt. */
    private static Recovery last(Failure failure, List<Recovery> offered, String because) {
        String why = failure.failureClass().label() + ": " + because;
        return offered.stream()
                .filter(each -> !each.triesAgain())
                .<Recovery>map(
                        each -> each instanceof Recovery.Skip ? new Recovery.Skip(why) : new Recovery.Escalate(why))
                .findFirst()
                .orElseGet(() -> new Recovery.GiveUp(because));
    }

    private Recovery chosen(Failure failure, Map<String, Recovery> possible) {
        // Whoever brings something along knows the component best.
        List<Remedy> suggested = Stream.concat(
                        possible.values().stream()
                                .filter(Recovery.Custom.class::isInstance)
                                .map(each -> new Remedy(each.strategy(), OptionalDouble.empty())),
                        Remedy.against(failure.failureClass(), failure.transience()).stream()
                                .filter(each -> possible.containsKey(each.strategy())))
                .toList();
        List<Remedy> others = possible.keySet().stream()
                .filter(each ->
                        suggested.stream().noneMatch(known -> known.strategy().equals(each)))
                .map(each -> new Remedy(each, OptionalDouble.empty()))
                .toList();
        Choice choice = course.choose(failure, suggested, others);
        String strategy = choice.remedy().strategy();
        Recovery offer = Objects.requireNonNull(possible.get(strategy));
        // The halves of what is too large are one recovery, however often they are halved.
        if (tried.add(strategy) || !strategy.equals("reduce_scope")) {
            allowance.add(failure.failureClass());
        }
        if (!UNBOUNDED.contains(strategy)) {
            done.add(offer);
        }
        chosenAt = time.nanos();
        isPending = true;
        return explained(offer, choice.because());
    }

    private Recovery explained(Recovery offer, String because) {
        return switch (offer) {
            case Recovery.Retry it -> new Recovery.Retry(it.after(), because);
            case Recovery.ClearCache it -> new Recovery.ClearCache(it.cache(), because);
            case Recovery.ReduceScope it -> {
                // Smaller parts are other work, which has not failed yet.
                inARow = 0;
                ofTheSame = 0;
                yield new Recovery.ReduceScope(it.fraction(), because);
            }
            case Recovery.ResetBreaker ignored -> new Recovery.ResetBreaker(guard().untilProbe(), because);
            case Recovery.Simplify ignored -> new Recovery.Simplify(because);
            case Recovery.Reprompt it -> new Recovery.Reprompt(it.hint(), because);
            case Recovery.Custom it -> new Recovery.Custom(it.name(), because);
            case Recovery.CreatePath it -> new Recovery.CreatePath(it.path(), because);
            case Recovery.FallBack it -> {
                component = it.to();
                paidFor.clear();
                ofTheSame = 0;
                yield new Recovery.FallBack(it.to(), because);
            }
            case Recovery.Skip ignored -> new Recovery.Skip(because);
            case Recovery.Escalate ignored -> new Recovery.Escalate(because);
            case Recovery.GiveUp ignored -> new Recovery.GiveUp(because);
        };
    }
}
