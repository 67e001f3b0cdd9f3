package dev.afterwise.heal;

import dev.afterwise.Caps;
import dev.afterwise.CircuitOpenException;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.heal.classify.Delays;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.time.Timekeeper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of components that are healed, and not recorded: each goes through its component's guard, and is made again as long as
 * that may help. For those who call so often that a record of each call would cost too much.
 *
 * <p>A call that succeeds at once allocates nothing and takes no lock, and neither does one that is refused by {@link #callOr}.
 * Safe for use by many threads.
 */
public final class Calls {
    private final Care care;
    private final Faults faults;
    private final Caps caps;
    private final Timekeeper time;

    /** What is to be done. It must be something that may be done more than once. */
    @FunctionalInterface
    public interface Attempt<T extends @Nullable Object, X extends Exception> {
        T make() throws X;
    }

    public Calls(Care care, Caps caps, Timekeeper time) {
        this.care = care;
        this.faults = care.faults();
        this.caps = caps;
        this.time = time;
    }

    /**
     * Calls a component on this thread, which also waits between attempts.
     *
     * @throws X what the last attempt threw, unchanged
     * @throws CircuitOpenException if not even the first attempt could be made
     */
    public <T extends @Nullable Object, X extends Exception> T call(
            String component, Attempt<? extends T, ? extends X> attempt) throws X {
        if (!care.guards().admitsAnybody(component)) {
            throw CircuitOpenException.shielded(component);
        }
        Guard guard = care.guards().of(component);
        long start = time.nanos();
        long permit = guard.enter(start);
        if (permit == Guard.REFUSED) {
            throw guard.refusal();
        }
        return made(component, guard, start, permit, attempt);
    }

    /** As {@link #call}, but gives something else if not even the first attempt may be made. */
    public <T extends @Nullable Object, X extends Exception> T callOr(
            String component, T refused, Attempt<? extends T, ? extends X> attempt) throws X {
        if (!care.guards().admitsAnybody(component)) {
            return refused;
        }
        Guard guard = care.guards().of(component);
        long start = time.nanos();
        long permit = guard.enter(start);
        return permit == Guard.REFUSED ? refused : made(component, guard, start, permit, attempt);
    }

    private <T extends @Nullable Object, X extends Exception> T made(
            String component, Guard guard, long start, long permit, Attempt<? extends T, ? extends X> attempt)
            throws X {
        T result;
        try {
            result = made(component, attempt);
        } catch (Throwable thrown) {
            return again(component, start, permit, attempt, thrown);
        }
        guard.succeeded(permit, start);
        return result;
    }

    private <T extends @Nullable Object, X extends Exception> T made(
            String component, Attempt<? extends T, ? extends X> attempt) throws X {
        return faults.areNone() ? attempt.make() : faults.struck(component, attempt);
    }

    /** What follows the first attempt, which failed. */
    private <T extends @Nullable Object, X extends Exception> T again(
            String component, long first, long permit, Attempt<? extends T, ? extends X> attempt, Throwable thrown)
            throws X {
        Case its = care.healer().open(new Allowance(caps), component, care.guards()::of, Tries.STANDARD, true);
        long start = first;
        long held = permit;
        Throwable failed = thrown;
        while (true) {
            if (!follows(its, held, start, failed)) {
                throw Calls.<X>unchanged(failed);
            }
            start = time.nanos();
            held = its.guard().enter(start);
            if (held == Guard.REFUSED) {
                throw Calls.<X>unchanged(failed);
            }
            try {
                T result = made(component, attempt);
                its.guard().succeeded(held, start);
                its.ended(new Outcome.Succeeded(time.since(start)));
                return result;
            } catch (Throwable next) {
                failed = next;
            }
        }
    }

    /** Hands the permit back, and waits if there is to be another attempt. */
    private boolean follows(Case its, long permit, long start, Throwable thrown) {
        if (thrown instanceof Error
                || thrown instanceof InterruptedException
                || Thread.currentThread().isInterrupted()) {
            its.guard().abandon(permit, start);
            return false;
        }
        Failure failure = care.failure(thrown);
        var outcome = new Outcome.Failed(time.since(start), failure);
        its.guard().leave(permit, start, outcome);
        its.ended(outcome);
        if (failure.failureClass() == FailureClass.CANCELLED) {
            return false;
        }
        Recovery then = its.after(failure, List.of(), Delays.askedIn(failure.message()));
        return then instanceof Recovery.Retry retry && waited(retry);
    }

    private boolean waited(Recovery.Retry retry) {
        try {
            time.sleep(retry.after());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // An attempt throws nothing checked but an X.
    private static <X extends Throwable> X unchanged(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
