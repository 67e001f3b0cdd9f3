package dev.afterwise.heal;

import dev.afterwise.BreakerState;
import dev.afterwise.CircuitOpenException;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Transience;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/**
 * What stands between a component and those who call it: its circuit breaker, and the budget for making calls again.
 *
 * <p>The order is always the same, from the outside in: deadline, retry, budget, breaker, call. What is refused here is
 * neither tried again nor held against the component. Every attempt goes
 *
 * <pre>{@code
 * long start = time.nanos();
 * long permit = guard.enter(start);
 * if (permit == Guard.REFUSED) {
 *     throw guard.refusal();
 * }
 * Outcome.Ended outcome = ...; // the attempt, whatever happens
 * guard.leave(permit, start, outcome);
 * if (outcome instanceof Outcome.Failed failed) {
 *     Recovery then = guard.after(failed.failure(), attempt, Tries.STANDARD, begun); // write it down, then do it
 * }
 * }</pre>
 *
 * <p>A permit is a number, so that taking one allocates nothing. Safe for use by many threads.
 */
public final class Guard {
    /** What is given instead of a permit to an attempt that may not be made. */
    public static final long REFUSED = Breaker.REFUSED;

    private static final long A_SECOND = Duration.ofSeconds(1).toNanos();

    private final String component;
    private final Timekeeper time;
    private final Healer healer;
    private final Breaker breaker;
    private final RecoveryBudget budget;
    private final long rememberedNanos;
    private volatile long lastUsed;

    Guard(String component, BreakerLimits limits, Timekeeper time, RandomGenerator random) {
        this(component, limits, new RecoveryBudget(time.nanos()), time, random);
    }

    private Guard(
            String component, BreakerLimits limits, RecoveryBudget budget, Timekeeper time, RandomGenerator random) {
        long now = time.nanos();
        this.component = component;
        this.time = time;
        this.healer = new Healer(random);
        this.breaker = new Breaker(component, limits, time, random);
        this.budget = budget;
        this.rememberedNanos = 2 * limits.longestOpen().toNanos();
        this.lastUsed = now;
    }

    /**
     * The guard of something that nothing else calls: it lets through as many attempts as its one caller means to make.
     *
     * @param attempts how many in all, at least 1
     */
    public static Guard alone(String component, int attempts, Timekeeper time, RandomGenerator random) {
        int failures = Math.clamp(attempts + 1L, 1, LastCalls.SIZE);
        BreakerLimits limits =
                BreakerLimits.after(failures, BreakerLimits.STANDARD.openFor()).withFailureRate(1);
        // Retries need more than half of a budget, and each failure takes one token out.
        var budget = new RecoveryBudget(time.nanos(), 2 * (attempts + 1));
        return new Guard(component, limits, budget, time, random);
    }

    public String component() {
        return component;
    }

    /**
     * Asks to make an attempt that begins at {@code start}, by {@link Timekeeper#nanos}.
     *
     * @return a permit, to be handed back exactly once, with the same {@code start}; or {@link #REFUSED}
     */
    public long enter(long start) {
        if (start - lastUsed > A_SECOND) {
            lastUsed = start;
        }
        return breaker.enter(start);
    }

    /** Why an attempt was refused just now. */
    public CircuitOpenException refusal() {
        long wait = breaker.nanosToProbe(time.nanos());
        return new CircuitOpenException(component, time.now().plusNanos(wait).truncatedTo(ChronoUnit.MICROS));
    }

    /** Hands back the permit of an attempt that succeeded. */
    public void succeeded(long permit, long start) {
        long now = time.nanos();
        breaker.leave(permit, start, now, Ending.SUCCEEDED);
        budget.deposit(now);
    }

    /**
     * Hands back the permit of an attempt, however it ended. A component that refuses what it is asked - no permission, no
     * such thing, not valid - is well; an attempt that was stopped says nothing about it.
     */
    public void leave(long permit, long start, Outcome.Ended outcome) {
        switch (outcome) {
            case Outcome.Succeeded succeeded -> succeeded(permit, start);
            case Outcome.Failed failed -> breaker.leave(permit, start, time.nanos(), ending(failed.failure()));
            case Outcome.Cancelled cancelled -> abandon(permit, start);
            case Outcome.Unknown unknown -> abandon(permit, start);
            case Outcome.Abandoned abandoned -> abandon(permit, start);
        }
    }

    /** Hands back the permit of an attempt that says nothing about the component. */
    public void abandon(long permit, long start) {
        breaker.leave(permit, start, time.nanos(), Ending.ABANDONED);
    }

    /**
     * What to do after attempt number {@code attempt} failed. Only decides, but charges the budget: to be asked exactly once
     * for each failed attempt, after its permit was handed back.
     *
     * @param begun when the first attempt began, by {@link Timekeeper#nanos}
     */
    public Recovery after(Failure failure, int attempt, Tries tries, long begun) {
        if (failure.failureClass() == FailureClass.CIRCUIT_OPEN) {
            return new Recovery.GiveUp("a circuit breaker is open, and trying again at once would not help");
        }
        long now = time.nanos();
        boolean affordable = ending(failure) != Ending.FAILED || budget.withdraw(now, failure.failureClass());
        Recovery then = healer.after(failure, attempt, tries.most(), tries.base(), tries.cap());
        if (!(then instanceof Recovery.Retry retry)) {
            return then;
        }
        if (!affordable) {
            return new Recovery.GiveUp(
                    "the recovery budget of '%s' is used up for now (%.0f %% left, more than 50 %% needed)"
                            .formatted(component, 100 * budget.level(now)));
        }
        if (breaker.refuses(now)) {
            return new Recovery.GiveUp("the circuit breaker of '%s' is open".formatted(component));
        }
        if (tries.floor().compareTo(Tries.HIGHEST_FLOOR) > 0) {
            return new Recovery.GiveUp("'%s' asks to wait longer (%s) than is waited here (%s)"
                    .formatted(component, tries.floor(), Tries.HIGHEST_FLOOR));
        }
        Duration wait = tries.floor().plus(retry.after());
        Duration left = tries.within().minusNanos(now - begun);
        if (wait.compareTo(left) >= 0) {
            return new Recovery.GiveUp(
                    "the next wait (%s) would not end within the time there is left (%s)".formatted(wait, left));
        }
        return new Recovery.Retry(wait, retry.because());
    }

    public BreakerState breaker() {
        return breaker.state(time.nanos());
    }

    /** Closes the breaker, whatever it has seen. */
    public void resetBreaker() {
        breaker.reset(time.nanos());
    }

    /** How full the recovery budget is, from 0 to 1. Retries need more than half. */
    public double budget() {
        return budget.level(time.nanos());
    }

    /** Whether nothing would be lost if a new guard took this one's place. */
    boolean forgettable(long now, long idleNanos) {
        return now - lastUsed > Math.max(idleNanos, rememberedNanos);
    }

    /** What a failure says about the component, rather than about what it was asked. */
    private static Ending ending(Failure failure) {
        return switch (failure.failureClass()) {
            case CANCELLED, CIRCUIT_OPEN -> Ending.ABANDONED;
            case TIMEOUT, RATE_LIMIT, NETWORK, CONNECTION, UNAVAILABLE, RESOURCE_EXHAUSTED -> Ending.FAILED;
            case SYNTAX, NOT_FOUND, PERMISSION, MODEL_ERROR, TOO_LARGE, CACHE, VALIDATION, UNKNOWN ->
                failure.transience() == Transience.PERMANENT ? Ending.SUCCEEDED : Ending.FAILED;
        };
    }
}
