package dev.afterwise.heal.guard;

import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerState;
import dev.afterwise.CircuitOpenException;
import dev.afterwise.Failure;
import dev.afterwise.GuardMemory;
import dev.afterwise.Outcome;
import dev.afterwise.Transience;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * What stands between a component and those who call it: its circuit breaker, the limit of calls that may be out at a time, and
 * the budget for making calls again.
 *
 * <p>The order is always the same, from the outside in: deadline, retry, budget, breaker, limit, call. What is refused here is
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
    private final Breaker breaker;
    private final Limit limit;
    private final RecoveryBudget budget;
    private final Company company;
    private volatile boolean exhausted;
    private volatile long lastUsed;

    /** What guards of one workspace share. */
    record Company(News news, Lending lending) {
        static final Company NONE = new Company(new News(), new Lending());
    }

    Guard(String component, BreakerLimits limits, Timekeeper time, RandomGenerator random) {
        this(component, limits, new RecoveryBudget(time.nanos()), Company.NONE, time, random);
    }

    Guard(String component, BreakerLimits limits, Company company, Timekeeper time, RandomGenerator random) {
        this(component, limits, new RecoveryBudget(time.nanos()), company, time, random);
    }

    private Guard(
            String component,
            BreakerLimits limits,
            RecoveryBudget budget,
            Company company,
            Timekeeper time,
            RandomGenerator random) {
        this.component = component;
        this.time = time;
        this.breaker = new Breaker(component, limits, time, random, company.news());
        this.limit = new Limit(Limit.UNBOUNDED, time.nanos());
        this.budget = budget;
        this.company = company;
        this.lastUsed = time.nanos();
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
        // Retries must leave half of a budget, and each takes one token out.
        var budget = new RecoveryBudget(time.nanos(), 2 * (attempts + 1));
        return new Guard(component, limits, budget, Company.NONE, time, random);
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
        long permit = breaker.enter(start);
        if (permit == REFUSED || limit.enter()) {
            return permit;
        }
        if (breaker.isDryRun()) {
            limit.enterAnyway();
            return permit;
        }
        breaker.leave(permit, start, start, Ending.ABANDONED);
        return REFUSED;
    }

    /** Why an attempt was refused just now. */
    public CircuitOpenException refusal() {
        long wait = breaker.nanosToProbe(time.nanos());
        if (wait == Long.MAX_VALUE) {
            return CircuitOpenException.forced(component);
        }
        Instant at = time.now().plusNanos(wait).truncatedTo(ChronoUnit.MICROS);
        return wait == 0 && breaker() instanceof BreakerState.Closed
                ? CircuitOpenException.crowded(component, at)
                : new CircuitOpenException(component, at);
    }

    /** Hands back the permit of an attempt that succeeded. */
    public void succeeded(long permit, long start) {
        long now = time.nanos();
        limit.left(start, now, Load.BEARABLE);
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
            case Outcome.Failed failed -> failed(permit, start, failed.failure());
            case Outcome.Cancelled cancelled -> abandon(permit, start);
            case Outcome.Unknown unknown -> abandon(permit, start);
            case Outcome.Abandoned abandoned -> abandon(permit, start);
        }
    }

    private void failed(long permit, long start, Failure failure) {
        long now = time.nanos();
        Ending ending = ending(failure);
        int before = limit.most();
        limit.left(start, now, ending == Ending.SUCCEEDED ? Load.BEARABLE : Load.of(failure));
        int after = limit.most();
        if (after < before && company.news.isHeard()) {
            company.news.tell(new GuardEvent.ConcurrencyChanged(component, time.now(), before, after));
        }
        breaker.leave(permit, start, now, ending);
    }

    /** Hands back the permit of an attempt that says nothing about the component. */
    public void abandon(long permit, long start) {
        limit.left(start, start, Load.UNKNOWN);
        breaker.leave(permit, start, time.nanos(), Ending.ABANDONED);
    }

    /**
     * Charges the recovery budget for a failure. To be asked exactly once for each failed attempt, after its permit was handed
     * back; what says nothing about the component costs nothing. One that lacks little may get it from other components.
     *
     * @return whether there may be another attempt
     */
    public boolean affordsAnother(Failure failure) {
        if (!costs(failure)) {
            return true;
        }
        long now = time.nanos();
        if (!budget.affords(now, failure.failureClass())) {
            borrow(now);
        }
        boolean affords = budget.withdraw(now, failure.failureClass());
        if (affords == exhausted) {
            exhausted = !affords;
            if (!affords && company.news.isHeard()) {
                company.news.tell(new GuardEvent.BudgetExhausted(component, time.now()));
            }
        }
        return affords;
    }

    /**
     * Gives back twice what the retry after this failure cost, because a further attempt of the same call succeeded: the budget
     * is there to bound what doesn't help. To be told once for each failure of the call that was charged.
     */
    public void helped(Failure failure) {
        if (costs(failure)) {
            budget.refund(time.nanos(), failure.failureClass());
        }
    }

    private static boolean costs(Failure failure) {
        return switch (ending(failure)) {
            case FAILED, THROTTLED -> true;
            case SUCCEEDED, ABANDONED -> false;
        };
    }

    private void borrow(long now) {
        if (!(breaker.state(now) instanceof BreakerState.Closed)) {
            return;
        }
        Guard lender = company.lending.borrow(this, budget, now, time.now());
        if (lender != null && company.news.isHeard()) {
            company.news.tell(new GuardEvent.Lent(lender.component, time.now(), component));
        }
    }

    /**
     * Gives a token away if there are plenty.
     *
     * @return whether it did
     */
    boolean gives(long now) {
        return budget.give(now);
    }

    void receives(long now) {
        budget.receive(now);
    }

    /** Whether others may look here for a token: it is well, and not only because nobody calls it. */
    boolean isWealthy(long now, long idleNanos) {
        return now - lastUsed < idleNanos && budget.hasPlenty(now) && breaker.state(now) instanceof BreakerState.Closed;
    }

    /** Whether an attempt that began now would be refused, as far as can be said without asking for one. */
    public boolean refuses() {
        return breaker.refuses(time.nanos());
    }

    /** How long it will be until an attempt may be let through, if nothing else happens; zero if it may be at once. */
    public Duration untilProbe() {
        return Duration.ofNanos(breaker.nanosToProbe(time.nanos()));
    }

    public BreakerState breaker() {
        return breaker.state(time.nanos());
    }

    /** Opens the breaker, and keeps it open until it is reset. */
    public void openBreaker() {
        breaker.force(time.nanos());
    }

    /** What the breaker goes by. */
    public BreakerLimits limits() {
        return breaker.limits();
    }

    /** Whether the breaker only says what it would refuse, and lets it through. */
    public boolean isDryRun() {
        return breaker.isDryRun();
    }

    /** How many calls were let through that should have been refused, since the breaker began to run dry. */
    public long spared() {
        return breaker.spared();
    }

    /** Goes by other limits from now on, without losing anything. */
    void use(BreakerLimits next, boolean dryRun, int atOnce, int tokens) {
        limit.use(atOnce);
        budget.use(tokens, time.nanos());
        BreakerLimits before = breaker.limits();
        boolean same = next.equals(before) && dryRun == breaker.isDryRun();
        breaker.use(next, dryRun, time.nanos());
        if (!same && company.news.isHeard()) {
            company.news.tell(new GuardEvent.Reconfigured(component, time.now(), before, next, dryRun));
        }
    }

    GuardMemory memory(Instant at) {
        long now = time.nanos();
        return breaker.memory(now, at, budget.level(now));
    }

    /** Goes on where one left off in another process, as far as that still matters. */
    void recall(GuardMemory memory) {
        Instant at = time.now();
        Duration age = Duration.between(memory.at(), at);
        boolean forced = memory.breaker() instanceof BreakerState.ForcedOpen;
        if (forced || age.compareTo(Duration.ofNanos(rememberedNanos())) < 0) {
            breaker.recall(memory, time.nanos(), at);
        }
        double refilled =
                (double) Math.max(0, age.toSeconds()) / budget.refill().toSeconds();
        budget.fill(memory.budget() + refilled, time.nanos());
    }

    private long rememberedNanos() {
        return 2 * breaker.limits().longestOpen().toNanos();
    }

    /** Closes the breaker, whatever it has seen. */
    public void resetBreaker() {
        breaker.reset(time.nanos());
    }

    /** How many calls may be out now, because the component had too much to do; empty if it can take what comes. */
    public OptionalInt limit() {
        int most = limit.most();
        return most == Limit.UNBOUNDED ? OptionalInt.empty() : OptionalInt.of(most);
    }

    /** How full the recovery budget is, from 0 to 1. A retry must leave half. */
    public double budget() {
        return budget.level(time.nanos());
    }

    /** Whether nothing would be lost if a new guard took this one's place. */
    boolean forgettable(long now, long idleNanos) {
        return now - lastUsed > Math.max(idleNanos, rememberedNanos())
                && !(breaker.state(now) instanceof BreakerState.ForcedOpen);
    }

    /** What a failure says about the component, rather than about what it was asked. */
    private static Ending ending(Failure failure) {
        return switch (failure.failureClass()) {
            case CANCELLED, CIRCUIT_OPEN -> Ending.ABANDONED;
            case RATE_LIMIT -> Ending.THROTTLED;
            case TIMEOUT, NETWORK, CONNECTION, UNAVAILABLE, RESOURCE_EXHAUSTED -> Ending.FAILED;
            case SYNTAX, NOT_FOUND, PERMISSION, MODEL_ERROR, TOO_LARGE, CACHE, VALIDATION, UNKNOWN ->
                failure.transience() == Transience.PERMANENT ? Ending.SUCCEEDED : Ending.FAILED;
        };
    }
}
