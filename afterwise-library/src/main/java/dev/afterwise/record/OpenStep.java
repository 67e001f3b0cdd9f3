package dev.afterwise.record;

import dev.afterwise.Action;
import dev.afterwise.Fact;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Recovery;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.time.Timekeeper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that has begun and not ended, on the thread that makes it. That thread's further steps are part of it until it is
 * closed. Other threads may add to what it has spent.
 */
final class OpenStep implements AutoCloseable {
    /** The innermost step that each thread is in, of whichever run. */
    private static final ThreadLocal<@Nullable OpenStep> CURRENT = new ThreadLocal<>();

    private final Run run;
    private final StepId id;
    private final Timekeeper time;
    private final @Nullable OpenStep outer = CURRENT.get();
    private Usage usage = Usage.NONE;
    private Outcome last = new Outcome.Running();

    private OpenStep(Run run, Timekeeper time) {
        this.run = run;
        this.id = run.nextStep();
        this.time = time;
    }

    static OpenStep begin(Run run, Action action, Timekeeper time) {
        OpenStep parent = in(run);
        var step = new OpenStep(run, time);
        run.append(new Fact.StepStarted(run.origin(time.now()), step.id, parent == null ? null : parent.id, action));
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
        begun(number);
        long start = time.nanos();
        try {
            T result = body.call();
            ended(number, new Outcome.Succeeded(time.since(start)));
            return result;
        } catch (Throwable thrown) {
            ended(number, run.outcome(thrown, time.since(start)));
            throw thrown;
        }
    }

    /** An attempt that could not be made. */
    void refused(int number, Outcome.Failed outcome) {
        begun(number);
        ended(number, outcome);
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

    private void begun(int number) {
        Instant at = time.now();
        run.append(new Fact.AttemptStarted(run.origin(at), id, number, null, at));
    }

    private void ended(int number, Outcome.Ended outcome) {
        last = outcome;
        run.append(new Fact.AttemptEnded(run.origin(time.now()), id, number, outcome, taken(), Payload.NONE));
    }

    private synchronized Usage taken() {
        Usage spent = usage;
        usage = Usage.NONE;
        return spent;
    }

    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
