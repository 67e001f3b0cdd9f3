package dev.afterwise.record;

import dev.afterwise.Action;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.FailureClass;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Recovery;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that has begun and not ended, on the thread that makes it. That thread's further steps are part of it until it is
 * closed, and so are those of other threads that it was carried to. They may add to what it has spent.
 */
final class OpenStep extends Frame {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final Outcome RUNNING = new Outcome.Running();

    private final StepId id;
    private final Action action;
    private Usage usage = Usage.NONE;
    private Payload result = Payload.NONE;
    private boolean closed;
    private Outcome last = RUNNING;

    private OpenStep(Run run, @Nullable Frame outer, Action action) {
        super(run, outer);
        this.id = run.nextStep();
        this.action = action;
    }

    static OpenStep begin(Run run, Action action) {
        var step = new OpenStep(run, current(), action);
        step.enter();
        return step;
    }

    /** The step that a frame is; null if it is none. */
    static @Nullable StepId in(@Nullable Frame frame) {
        return frame instanceof OpenStep step ? step.id : null;
    }

    /** Makes an attempt. What it returns or throws passes through. */
    <T extends @Nullable Object, X extends Exception> T attempt(int number, Operation<T, X> body) throws X {
        Instant at = begun(number);
        long start = run.time.nanos();
        try {
            T result = body.call();
            Duration took = run.time.since(start);
            ended(number, at, took, new Outcome.Succeeded(took));
            return result;
        } catch (Throwable thrown) {
            Duration took = run.time.since(start);
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
        run.append(new Fact.Recovered(run.origin(run.time.now()), id, afterAttempt, then));
    }

    /** How the last attempt went. */
    Outcome last() {
        return last;
    }

    /** The class of the failure that the last attempt ended with. */
    FailureClass lastClass() {
        return last instanceof Outcome.Failed failed ? failed.failure().failureClass() : FailureClass.UNKNOWN;
    }

    ExecutionId execution() {
        return run.id();
    }

    /** Adds to what it has spent. @return false if it is over, so that others must account for it */
    synchronized boolean spent(Usage more) {
        if (!closed) {
            usage = usage.merge(more);
        }
        return !closed;
    }

    /** Keeps what the attempt that is being made came to. @return false if the step is over */
    synchronized boolean gave(Payload what) {
        result = what;
        return !closed;
    }

    /** Keeps what the attempt that is being made returned, unless something was said to be its result. */
    synchronized void returned(Payload what) {
        result = result.isNone() ? what : result;
    }

    /** The step begins with its first attempt. */
    private Instant begun(int number) {
        Instant at = run.time.now();
        Origin origin = run.origin(at);
        var attempt = new Fact.AttemptStarted(origin, id, number, null, at);
        if (number == 1) {
            run.append(new Fact.StepStarted(origin, id, in(Frame.of(run, outer())), action), attempt);
        } else {
            run.append(attempt);
        }
        return at;
    }

    /** The end is as much later than the beginning as it took: a third look at a clock would say no more. */
    private void ended(int number, Instant begun, Duration took, Outcome.Ended outcome) {
        last = outcome;
        Instant at = begun.plusNanos(took.toNanos() / NANOS_PER_MICRO * NANOS_PER_MICRO);
        Usage spent;
        Payload given;
        synchronized (this) {
            spent = usage;
            given = result;
            usage = Usage.NONE;
            result = Payload.NONE;
        }
        run.append(new Fact.AttemptEnded(run.origin(at), id, number, outcome, spent, given));
    }

    /** What was spent since the last attempt ended is the execution's. */
    @Override
    public void close() {
        super.close();
        Usage rest;
        synchronized (this) {
            closed = true;
            rest = usage;
        }
        if (!rest.equals(Usage.NONE)) {
            run.usage(rest);
        }
    }
}
