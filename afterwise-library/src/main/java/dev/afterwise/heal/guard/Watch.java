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
    private static final double CHANCE = .001;

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
        boolean failed = how != Ending.SUCCEEDED;
        boolean slow = now - start >= slowNanos;
        window.add(now, failed, slow);
        failures.add(failed);
        if (flight != null) {
            slows.add(slow);
        }
        Sign sign = failed ? failureSign(now, how) : null;
        return sign == null && slow && flight != null ? slowSign(flight, now) : sign;
    }

    /** Whether most of what it has seen, as far back as it counts call by call, went well. */
    boolean wasWell() {
        Rate rate = failures.rate();
        return 2 * rate.hits() < rate.calls();
    }

    private @Nullable Sign failureSign(long now, Ending how) {
        int inARow = failures.inARow();
        if (how == Ending.FAILED && inARow >= limits.failuresInARow() && !isChance(inARow)) {
            return Sign.FAILURES_IN_A_ROW;
        }
        double limit = limits.failureRate();
        boolean tooMany = window.failed(now).exceeds(limit) || failures.rate().exceeds(limit);
        return tooMany ? Sign.FAILURE_RATE : null;
    }

    /**
     * Whether so many failures in a row are what such a rate of failures brings about now and then: whether more than one in a
     * thousand windows of that rate would have them. A dependency that loses one call in four has five failures in a row every few
     * minutes, and is not down; then it takes eight. One that was well is down after as many as the limit says.
     */
    private boolean isChance(int inARow) {
        Rate all = failures.rate();
        long calls = all.calls() - inARow;
        long failed = all.hits() - inARow;
        return failed > 0 && calls * Math.pow((double) failed / calls, inARow) > CHANCE;
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
