package dev.afterwise.record;

import dev.afterwise.Action;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Recovery;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that has begun and not ended, on the thread that makes it. That thread's further steps are part of it until it is
 * closed. Other threads may add to what it has spent.
 */
final class OpenStep implements AutoCloseable {
    /** The innermost step that each thread is in, of whichever run. */
    private static final ThreadLocal<@Nullable OpenStep> CURRENT = new ThreadLocal<>();

    private static final long NANOS_PER_MICRO = 1_000;
    private static final Outcome RUNNING = new Outcome.Running();

    private final Run run;
    private final StepId id;
    private final Timekeeper time;
    private final @Nullable StepId parent;
    private final Action action;
    private final @Nullable OpenStep outer = CURRENT.get();
    private Usage usage = Usage.NONE;
    private Outcome last = RUNNING;

    private OpenStep(Run run, @Nullable StepId parent, Action action, Timekeeper time) {
        this.run = run;
        this.id = run.nextStep();
        this.parent = parent;
        this.action = action;
        this.time = time;
    }

    static OpenStep begin(Run run, Action action, Timekeeper time) {
        OpenStep parent = in(run);
        var step = new OpenStep(run, parent == null ? null : parent.id, action, time);
        CURRENT.set(step);
        return step;
    }

    /** The step of this run that the thread is in; work of another run in between makes no difference. */
    static @Nullable OpenStep in(Run run) {
        OpenStep step = CURRENT.get();
        while (step != null && step.run != run) {
            step = step.outer;
        }
        return step;
    }

    /** Makes an attempt. What it returns or throws passes through. */
    <T extends @Nullable Object, X extends Exception> T attempt(int number, Operation<T, X> body) throws X {
        Instant at = begun(number);
        long start = time.nanos();
        try {
            T result = body.call();
            Duration took = time.since(start);
            ended(number, at, took, new Outcome.Succeeded(took));
            return result;
        } catch (Throwable thrown) {
            Duration took = time.since(start);
            ended(number, at, took, run.outcome(thrown, took));
            throw thrown;
        }
    }

    /** An attempt that could not be made. */
    void refused(int number, Outcome.Failed outcome) {
        ended(number, begun(number), Duration.ZERO, outcome);
    }

    /** It was decided what follows an attempt; not yet done. */
    void recovered(int afterAttempt, Recovery then) {
        run.append(new Fact.Recovered(run.origin(time.now()), id, afterAttempt, then));
    }

    /** How the last attempt went. */
    Outcome last() {
        return last;
    }

    synchronized void spent(Usage more) {
        usage = usage.merge(more);
    }

    /** The step begins with its first attempt. */
    private Instant begun(int number) {
        Instant at = time.now();
        Origin origin = run.origin(at);
        var attempt = new Fact.AttemptStarted(origin, id, number, null, at);
        if (number == 1) {
            run.append(new Fact.StepStarted(origin, id, parent, action), attempt);
        } else {
            run.append(attempt);
        }
        return at;
    }

    /** The end is as much later than the beginning as it took: a third look at a clock would say no more. */
    private void ended(int number, Instant begun, Duration took, Outcome.Ended outcome) {
        last = outcome;
        Instant at = begun.plusNanos(took.toNanos() / NANOS_PER_MICRO * NANOS_PER_MICRO);
        run.append(new Fact.AttemptEnded(run.origin(at), id, number, outcome, taken(), Payload.NONE));
    }

    private synchronized Usage taken() {
        Usage spent = usage;
        usage = Usage.NONE;
        return spent;
    }

    @Override
    public void close() {
        CURRENT.set(outer); // also null: removing the entry and making it again would cost each step a weak reference
    }
}
