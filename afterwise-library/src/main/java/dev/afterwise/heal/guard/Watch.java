package dev.afterwise.heal.guard;

import dev.afterwise.BreakerLimits;
import org.jspecify.annotations.Nullable;

/**
 * What a closed breaker has seen since it was closed, and whether that is a reason to open.
 *
 * <p>Rates are taken over the window of time and over the last 62 calls; one that is too high opens. The former follows busy
 * components, the latter those that are called now and then. Nothing is worked out when a call succeeds.
 *
 * <p>Lock-free, allocates nothing when calls succeed, safe for use by many threads.
 */
final class Watch {
    private final BreakerLimits limits;
    private final Window window;
    private final LastCalls failures;
    private final LastCalls slows;
    private final @Nullable Flight flight;
    private final long slowNanos;

    Watch(BreakerLimits limits, long now) {
        this.limits = limits;
        this.window = new Window(limits.window(), now);
        this.failures = new LastCalls();
        this.slows = new LastCalls();
        this.flight = limits.timesCalls() ? new Flight(limits.slowAfter(), now) : null;
        this.slowNanos = limits.timesCalls() ? limits.slowAfter().toNanos() : Long.MAX_VALUE;
    }

    /**
     * Goes by other limits, and has seen what another has. Calls that are out go on counting by their age, unless it is another
     * age that counts as slow: then only those that begin from now on do.
     */
    Watch(Watch before, BreakerLimits limits, long now) {
        boolean sameAge = before.flight != null
                && limits.timesCalls()
                && limits.slowAfter().equals(before.limits.slowAfter());
        this.limits = limits;
        this.window = limits.window().equals(before.limits.window())
                ? before.window
                : new Window(before.window, limits.window(), now);
        this.failures = before.failures;
        this.slows = before.slows;
        this.flight = sameAge ? before.flight : limits.timesCalls() ? new Flight(limits.slowAfter(), now) : null;
        this.slowNanos = limits.timesCalls() ? limits.slowAfter().toNanos() : Long.MAX_VALUE;
    }

    /** A call begins. @return why the breaker should open, or null */
    @Nullable
    Sign begun(long now) {
        return flight != null && flight.begun(now) ? slowSign(flight, now) : null;
    }

    /** A call has ended. @return why the breaker should open, or null */
    @Nullable
    Sign ended(long start, long now, Ending how) {
        if (flight != null) {
            flight.ended(start);
        }
        if (how == Ending.ABANDONED) {
            return null;
        }
        boolean failed = how == Ending.FAILED;
        boolean slow = now - start >= slowNanos;
        window.add(now, failed, slow);
        failures.add(failed);
        if (flight != null) {
            slows.add(slow);
        }
        Sign sign = failed ? failureSign(now) : null;
        return sign == null && slow && flight != null ? slowSign(flight, now) : sign;
    }

    private @Nullable Sign failureSign(long now) {
        if (failures.inARow() >= limits.failuresInARow()) {
            return Sign.FAILURES_IN_A_ROW;
        }
        double limit = limits.failureRate();
        boolean tooMany = window.failed(now).exceeds(limit) || failures.rate().exceeds(limit);
        return tooMany ? Sign.FAILURE_RATE : null;
    }

    private @Nullable Sign slowSign(Flight flight, long now) {
        long hanging = flight.aged(now);
        double limit = limits.slowRate();
        boolean tooMany = with(hanging, window.slow(now)).exceeds(limit)
                || with(hanging, slows.rate()).exceeds(limit);
        return tooMany ? Sign.SLOW_RATE : null;
    }

    private static Rate with(long hanging, Rate ended) {
        return new Rate(ended.hits() + hanging, ended.calls() + hanging);
    }
}
