package dev.afterwise.heal.guard;

import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerState;
import dev.afterwise.GuardMemory;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one component: keeps calls from one that is down, and notices when it is back.
 *
 * <p>Each stay in a state is an object with a number of its own, and a transition of {@link Transition#TABLE} replaces it. A
 * permit is the number of the stay in which it was given. So a call that ends after the breaker has moved on finds that its
 * stay is over, and decides nothing: neither does a success from before the outage close the breaker, nor a late time-out
 * open it again. Probes are leased: one that doesn't come back in time has failed, as of the moment that its lease ended,
 * whenever that is noticed; the next lease is then twice as long, so that components that need longer than that can recover,
 * too.
 *
 * <p>Goes by {@link Timekeeper#nanos} alone. While it is closed a successful call takes no lock and allocates nothing, and
 * neither does one that is refused while it is open. Safe for use by many threads.
 */
final class Breaker {
    /** What is given instead of a permit to a call that may not be made. */
    static final long REFUSED = 0;

    /** The permit of a call that is made although it should be refused. How it ends decides nothing. */
    static final long UNCOUNTED = -1;

    private static final Logger LOG = System.getLogger("dev.afterwise.heal");
    private static final int LONGEST_LEASE = 64;
    private static final int SHORT_PROBE = 4;
    private static final Duration LONGEST = Duration.ofDays(2);

    /** The time between two transitions. */
    private sealed interface Stay {
        long number();

        BreakerState.Kind kind();
    }

    private record Closed(long number, Watch watch) implements Stay {
        @Override
        public BreakerState.Kind kind() {
            return BreakerState.Kind.CLOSED;
        }
    }

    private record Open(long number, long until) implements Stay {
        @Override
        public BreakerState.Kind kind() {
            return BreakerState.Kind.OPEN;
        }
    }

    private record HalfOpen(long number, Leases leases) implements Stay {
        @Override
        public BreakerState.Kind kind() {
            return BreakerState.Kind.HALF_OPEN;
        }
    }

    private record Forced(long number) implements Stay {
        @Override
        public BreakerState.Kind kind() {
            return BreakerState.Kind.FORCED_OPEN;
        }
    }

    private final String component;
    private final Timekeeper time;
    private final News news;
    private final OpenTimes openTimes;
    private final Object lock = new Object();
    private BreakerLimits limits;
    private long shortestLease;
    private long leaseNanos;
    private volatile @Nullable AtomicLong spared;
    private volatile Stay stay;

    Breaker(String component, BreakerLimits limits, Timekeeper time, RandomGenerator random) {
        this(component, limits, time, random, new News());
    }

    Breaker(String component, BreakerLimits limits, Timekeeper time, RandomGenerator random, News news) {
        this.component = component;
        this.limits = limits;
        this.time = time;
        this.news = news;
        this.openTimes = new OpenTimes(limits, random);
        this.shortestLease = limits.openFor().toNanos();
        this.leaseNanos = shortestLease;
        this.stay = new Closed(1, new Watch(limits, time.nanos()));
    }

    /**
     * Asks to make a call that begins now.
     *
     * @return a permit, to be handed back by {@link #leave} with the same {@code now}; or {@link #REFUSED}
     */
    long enter(long now) {
        Stay seen = stay;
        if (seen instanceof Closed closed) {
            Sign sign = closed.watch.begun(now);
            if (sign == null) {
                return closed.number;
            }
            move(closed, sign, now);
            return turnedAway();
        }
        if (isShut(seen, now)) {
            return turnedAway();
        }
        long permit = probe(now);
        return permit == REFUSED ? turnedAway() : permit;
    }

    /** Refuses a call, or counts that it would. What somebody opened refuses in any case. */
    private long turnedAway() {
        AtomicLong count = spared;
        if (count == null || stay instanceof Forced) {
            return REFUSED;
        }
        count.incrementAndGet();
        return UNCOUNTED;
    }

    /** Says how the call ended that began at {@code start}. To be called once for every permit. */
    void leave(long permit, long start, long now, Ending how) {
        Stay seen = stay;
        if (seen.number() != permit) {
            return;
        }
        if (seen instanceof Closed closed) {
            Sign sign = closed.watch.ended(start, now, how);
            if (sign != null) {
                move(closed, sign, now);
            }
        } else {
            probed(permit, start, now, how);
        }
    }

    /** Whether a call that began now would be refused, as far as can be said without asking for one. */
    boolean refuses(long now) {
        Stay seen = stay;
        return isShut(seen, now) && (spared == null || seen instanceof Forced);
    }

    /**
     * How long it will be until a call may be let through, if nothing else happens; zero if it may be at once, and {@link
     * Long#MAX_VALUE} if somebody has to reset it.
     */
    long nanosToProbe(long now) {
        synchronized (lock) {
            if (spared != null && !(stay instanceof Forced)) {
                return 0;
            }
            return switch (stay) {
                case Forced forced -> Long.MAX_VALUE;
                case Closed closed -> 0;
                case Open open -> Math.max(0, open.until - now);
                case HalfOpen halfOpen -> {
                    @Nullable Long end = halfOpen.leases.left() > 0 ? null : halfOpen.leases.firstEnd();
                    yield end == null ? 0 : Math.max(0, end - now);
                }
            };
        }
    }

    BreakerState state(long now) {
        synchronized (lock) {
            return switch (stay) {
                case Closed closed -> new BreakerState.Closed();
                case Open open -> new BreakerState.Open(instant(open.until - now));
                case HalfOpen halfOpen -> new BreakerState.HalfOpen(halfOpen.leases.left());
                case Forced forced -> new BreakerState.ForcedOpen();
            };
        }
    }

    BreakerLimits limits() {
        synchronized (lock) {
            return limits;
        }
    }

    boolean isDryRun() {
        return spared != null;
    }

    /** How many calls were let through that should have been refused, since it began to run dry. */
    long spared() {
        AtomicLong count = spared;
        return count == null ? 0 : count.get();
    }

    /**
     * Goes by other limits from now on. What it has seen, the state that it is in and its memory of flapping stay; while it is
     * open, it stays so no longer than the new longest time from now.
     *
     * @param dryRun whether it refuses nothing, and only says what it would do
     */
    void use(BreakerLimits next, boolean dryRun, long now) {
        synchronized (lock) {
            if (dryRun != (spared != null)) {
                spared = dryRun ? new AtomicLong() : null;
            }
            if (next.equals(limits)) {
                return;
            }
            limits = next;
            openTimes.change(next);
            shortestLease = next.openFor().toNanos();
            leaseNanos = Math.clamp(leaseNanos, shortestLease, LONGEST_LEASE * shortestLease);
            if (stay instanceof Closed closed) {
                stay = new Closed(closed.number, new Watch(closed.watch, next, now));
            } else if (stay instanceof Open open) {
                long latest = now + next.longestOpen().toNanos();
                stay = new Open(open.number, latest - open.until < 0 ? latest : open.until);
            }
        }
    }

    /** Lets nothing through until it is reset. */
    void force(long now) {
        while (!(stay instanceof Forced)) {
            move(stay, Sign.FORCED, now);
        }
    }

    /** What it would know after a restart. */
    GuardMemory memory(long now, Instant at, double budget) {
        synchronized (lock) {
            @Nullable Long closedAt = openTimes.closedAt(now);
            return new GuardMemory(
                    component,
                    at,
                    stay instanceof HalfOpen ? new BreakerState.Open(at) : state(now),
                    Duration.ofNanos(openTimes.last()),
                    closedAt == null ? null : at.minusNanos(now - closedAt).truncatedTo(ChronoUnit.MICROS),
                    budget);
        }
    }

    /** Goes on where one left off in another process. To be told before it has seen a call. */
    void recall(GuardMemory memory, long now, Instant at) {
        synchronized (lock) {
            Instant closedAt = memory.closedAt();
            openTimes.recall(
                    memory.lastWait().toNanos(), closedAt == null ? null : now - Math.max(0, nanos(closedAt, at)));
            long number = stay.number() + 1;
            switch (memory.breaker()) {
                case BreakerState.Closed closed -> {}
                case BreakerState.Open(Instant retryAt) -> {
                    long left = Math.clamp(
                            nanos(at, retryAt), 0, limits.longestOpen().toNanos());
                    stay = new Open(number, now + left);
                }
                case BreakerState.HalfOpen halfOpen -> stay = new Open(number, now);
                case BreakerState.ForcedOpen forced -> stay = new Forced(number);
            }
        }
    }

    private static long nanos(Instant from, Instant to) {
        Duration between = Duration.between(from, to);
        return between.isNegative() ? 0 : between.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : between.toNanos();
    }

    /** Closes it, whatever it has seen. */
    void reset(long now) {
        while (!(stay instanceof Closed)) {
            move(stay, Sign.RESET, now);
        }
    }

    private static boolean isShut(Stay seen, long now) {
        return seen instanceof Forced || (seen instanceof Open open && open.until - now > 0);
    }

    /** Asks for a lease, after all has happened that should have happened by now. */
    private long probe(long now) {
        while (true) {
            Stay seen = stay;
            switch (seen) {
                case Closed closed -> {
                    return enter(now);
                }
                case Open open -> {
                    if (open.until - now > 0) {
                        return REFUSED;
                    }
                    move(open, Sign.WAITED, now);
                }
                case HalfOpen halfOpen -> {
                    @Nullable Long lost;
                    synchronized (lock) {
                        if (stay.number() != halfOpen.number) {
                            continue;
                        }
                        lost = lost(halfOpen, now);
                        if (lost == null) {
                            return halfOpen.leases.grant(now) ? halfOpen.number : REFUSED;
                        }
                    }
                    move(halfOpen, Sign.PROBE_LOST, lost);
                }
                case Forced forced -> {
                    return REFUSED;
                }
            }
        }
    }

    private void probed(long permit, long start, long now, Ending how) {
        Transition made;
        synchronized (lock) {
            Stay seen = stay;
            Sign sign;
            long at = now;
            if (seen.number() != permit || !(seen instanceof HalfOpen halfOpen)) {
                return;
            }
            @Nullable Long lost = lost(halfOpen, now);
            if (lost != null) {
                sign = Sign.PROBE_LOST;
                at = lost;
            } else {
                boolean slow =
                        limits.timesCalls() && now - start >= limits.slowAfter().toNanos();
                sign = halfOpen.leases.back(start, slow && how == Ending.SUCCEEDED ? Ending.FAILED : how);
                if (how == Ending.SUCCEEDED && now - start < leaseNanos / SHORT_PROBE) {
                    leaseNanos = Math.max(shortestLease, leaseNanos / 2);
                }
            }
            // Under one lock with the decision, so that nobody gets a lease in between.
            made = sign == null ? null : shift(seen, sign, at);
        }
        announce(made);
    }

    /** When the first lease ended without the probe coming back, or null. */
    private static @Nullable Long lost(HalfOpen halfOpen, long now) {
        @Nullable Long end = halfOpen.leases.firstEnd();
        return end == null || end - now > 0 ? null : end;
    }

    private void move(Stay from, Sign on, long at) {
        announce(shift(from, on, at));
    }

    /** Makes the transition, unless the breaker has moved on or there is none. @return null if it was not made */
    private @Nullable Transition shift(Stay from, Sign on, long at) {
        Transition transition = Transition.of(from.kind(), on).orElse(null);
        if (transition == null || transition.to() == from.kind()) {
            return null;
        }
        synchronized (lock) {
            if (stay.number() != from.number()) {
                return null;
            }
            stay = begin(transition, from.number() + 1, at);
        }
        return transition;
    }

    /** Tells others. To be done without the lock. */
    private void announce(@Nullable Transition made) {
        if (made == null) {
            return;
        }
        if (news.isHeard()) {
            news.tell(new GuardEvent.Moved(
                    component, time.now(), made.from(), made.to(), made.on().words()));
        }
        LOG.log(
                Level.DEBUG,
                () -> "The circuit breaker of (%s) went from %s to %s: %s."
                        .formatted(
                                component,
                                made.from().label(),
                                made.to().label(),
                                made.on().words()));
    }

    private Stay begin(Transition transition, long number, long at) {
        return switch (transition.to()) {
            case CLOSED -> {
                openTimes.closed(at, transition.on());
                yield new Closed(number, new Watch(limits, at));
            }
            case OPEN -> {
                if (transition.on() == Sign.PROBE_LOST) {
                    leaseNanos = Math.min(LONGEST_LEASE * shortestLease, 2 * leaseNanos);
                }
                boolean wasClosed = transition.from() == BreakerState.Kind.CLOSED;
                if (stay instanceof Closed closed && closed.watch.wasWell()) {
                    openTimes.forget();
                }
                yield new Open(number, at + (wasClosed ? openTimes.afterClosed(at) : openTimes.afterProbe()));
            }
            case HALF_OPEN -> new HalfOpen(number, new Leases(leaseNanos));
            case FORCED_OPEN -> new Forced(number);
        };
    }

    private Instant instant(long inNanos) {
        return time.now().plusNanos(inNanos).truncatedTo(ChronoUnit.MICROS);
    }
}
