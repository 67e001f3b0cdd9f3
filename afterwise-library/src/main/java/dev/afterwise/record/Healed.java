package dev.afterwise.record;

import dev.afterwise.CircuitOpenException;
import dev.afterwise.FailureClass;
import dev.afterwise.Profile;
import dev.afterwise.Recovery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call of a component, with all that may be done when it fails. What is done, and in which order, is not said here: it is
 * chosen for each failure, by its class and by what has helped before, within bounds. The same again, after a wait, may always be
 * tried, unless the operation is {@link #notRepeatable}.
 *
 * <pre>{@code
 * String answer = afterwise.heal("ai_provider", () -> model.ask(prompt))
 *         .orReprompt(hint -> () -> model.ask(prompt + hint))
 *         .orFallBack("small_model", () -> small.ask(prompt))
 *         .within(Duration.ofSeconds(30))
 *         .call();
 * }</pre>
 *
 * <p>Immutable: every method gives another one. It may be called any number of times.
 */
public final class Healed<T extends @Nullable Object, X extends Exception> {
    /** Who makes calls. */
    sealed interface Maker {
        <T extends @Nullable Object, X extends Exception> T make(Healed<T, X> call) throws X;

        /** What it does on another thread, as part of where the calling thread is now. */
        Runnable carried(Runnable work);
    }

    /** Makes a call a step of a run. */
    record InRun(Run run) implements Maker {
        @Override
        public <T extends @Nullable Object, X extends Exception> T make(Healed<T, X> call) throws X {
            return run.step(call);
        }

        @Override
        public Runnable carried(Runnable work) {
            return run.carry(work);
        }
    }

    /** Makes a call an execution of its own. */
    record InItsOwn(Recorder recorder) implements Maker {
        @Override
        public <T extends @Nullable Object, X extends Exception> T make(Healed<T, X> call) throws X {
            return recorder.begin(Profile.of(call.component())).make(run -> run.step(call));
        }

        @Override
        public Runnable carried(Runnable work) {
            Run run = Run.current();
            return run == null ? work : run.carry(work);
        }
    }

    private final Maker maker;
    private final String component;
    private final Operation<? extends T, ? extends X> operation;
    private final Protection.Terms terms;
    private final Function<? super Throwable, ? extends @Nullable Duration> patience;
    private final List<Means<T, X>> means;

    private Healed(
            Maker maker,
            String component,
            Operation<? extends T, ? extends X> operation,
            Protection.Terms terms,
            Function<? super Throwable, ? extends @Nullable Duration> patience,
            List<Means<T, X>> means) {
        this.maker = maker;
        this.component = component;
        this.operation = operation;
        this.terms = terms;
        this.patience = patience;
        this.means = means;
    }

    Healed(Maker maker, String component, Operation<? extends T, ? extends X> operation) {
        this(maker, Run.named(component), operation, Protection.Terms.USUAL, ignored -> null, List.of());
    }

    /**
     * Makes the call, on the calling thread, which also waits.
     *
     * @throws X what the last attempt threw, unchanged
     * @throws CircuitOpenException if not even the first attempt could be made, because the component keeps failing
     */
    public T call() throws X {
        return maker.make(this);
    }

    /**
     * Makes the call on a virtual thread of its own, in the run and the step that the calling thread is in. Cancelling the future
     * interrupts the attempt that is being made.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // What becomes of it is told by the future that is returned.
    public CompletableFuture<T> callAsync() {
        var future = new CompletableFuture<T>();
        Runnable work = maker.carried(() -> {
            try {
                future.complete(call());
            } catch (Throwable thrown) {
                future.completeExceptionally(thrown);
            }
        });
        Thread worker = Thread.ofVirtual().name("afterwise-" + component).unstarted(work);
        future.whenComplete((ignored, thrown) -> {
            if (future.isCancelled()) {
                worker.interrupt();
            }
        });
        worker.start();
        return future;
    }

    /**
     * Says that the operation must not be made twice, such as a payment. After a failure that doesn't tell whether it had its
     * effect, a time-out for example, it is neither made again nor made by other means.
     */
    public Healed<T, X> notRepeatable() {
        return with(new Protection.Terms(false, terms.attempts(), terms.within()));
    }

    /** Gives up after so many failures in a row. @throws IllegalArgumentException if that is less than 1 */
    public Healed<T, X> attempts(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("Attempts must be 1 or more, but these are (%d).".formatted(most));
        }
        return with(new Protection.Terms(terms.repeatable(), most, terms.within()));
    }

    /** Begins no wait that would end later than this, after the first attempt began. */
    public Healed<T, X> within(Duration limit) {
        return with(new Protection.Terms(terms.repeatable(), terms.attempts(), limit));
    }

    /**
     * Waits at least as long as the component asked for, as in the header {@code Retry-After}. What stands in the message of a
     * failure ("try again in 20s") is heeded anyway.
     *
     * @param asked tells it from what an attempt threw; null if it doesn't say
     */
    public Healed<T, X> waitingAsAsked(Function<? super Throwable, ? extends @Nullable Duration> asked) {
        return new Healed<>(maker, component, operation, terms, asked, means);
    }

    /** Calls another component instead: a mirror, another agent, another model. Of several the first one is tried first. */
    public Healed<T, X> orFallBack(String to, Operation<? extends T, ? extends X> other) {
        return or(new Means.Instead<>(new Recovery.FallBack(Run.named(to), ""), other));
    }

    /** Asks less of the same component: without ranking, with fewer examples, with a shorter prompt. */
    public Healed<T, X> orSimplify(Operation<? extends T, ? extends X> simpler) {
        return or(new Means.Instead<>(new Recovery.Simplify(""), simpler));
    }

    /**
     * Asks a model again and tells it what was wrong with its last answer.
     *
     * @param operation is given that in words. They come from a failure, so they are not to be trusted
     */
    public Healed<T, X> orReprompt(Function<String, Operation<? extends T, ? extends X>> operation) {
        return or(new Means.Reprompt<>(operation));
    }

    /**
     * Forgets what a cache holds and tries again. With Caffeine: {@code orClear("prices", prices::invalidateAll)}.
     *
     * @param cache a name for people
     */
    public Healed<T, X> orClear(String cache, Runnable clear) {
        return or(new Means.Act<>(Treatments.cache(cache, clear)));
    }

    /**
     * Makes the folder that a file was to be in, and tries again: if the attempt threw {@link java.nio.file.NoSuchFileException}
     * or {@link java.io.FileNotFoundException}, and the folder is inside this one, also when links are followed.
     */
    public Healed<T, X> orMakeFoldersIn(Path root) {
        return or(new Means.Folders<>(root));
    }

    /** Waits, when the circuit breaker is open, until it may let a call through; at most ten minutes. */
    public Healed<T, X> orWaitForBreaker() {
        return or(new Means.Probe<>());
    }

    /**
     * Does something and tries again: starts a connection anew, fetches a fresh token...
     *
     * @param name under which it is recorded and scored
     * @param against failures of these classes; empty for any
     * @throws IllegalArgumentException if the name is one of those that strategies have already
     */
    public Healed<T, X> orTreat(String name, Set<FailureClass> against, Treatment treatment) {
        return or(new Means.Act<>(Treatments.named(name, against, treatment)));
    }

    /** Goes on with this value instead, when nothing else is left to try. */
    public Healed<T, X> orSkip(Supplier<? extends T> value) {
        return or(new Means.Value<>(value));
    }

    /**
     * Tells a person when nothing else is left to try, or when only a person can help. The call fails all the same.
     *
     * @param listener is told on the thread that makes the call; what it throws is ignored
     */
    public Healed<T, X> orEscalate(Consumer<? super Escalation> listener) {
        return or(new Means.Person<>(listener));
    }

    String component() {
        return component;
    }

    Operation<? extends T, ? extends X> operation() {
        return operation;
    }

    Protection.Terms terms() {
        return terms;
    }

    List<Means<T, X>> means() {
        return means;
    }

    /** How long the other side asked to wait. */
    Duration asked(Throwable thrown) {
        try {
            Duration wait = patience.apply(thrown);
            return wait == null ? Duration.ZERO : wait;
        } catch (RuntimeException e) {
            return Duration.ZERO;
        }
    }

    private Healed<T, X> with(Protection.Terms other) {
        return new Healed<>(maker, component, operation, other, patience, means);
    }

    private Healed<T, X> or(Means<T, X> more) {
        List<Means<T, X>> all = new ArrayList<>(means);
        all.add(more);
        return new Healed<>(maker, component, operation, terms, patience, Collections.unmodifiableList(all));
    }
}
