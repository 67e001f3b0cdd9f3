package dev.afterwise.heal.guard;

import dev.afterwise.FailureClass;
import dev.afterwise.GuardSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What keeps retries from becoming a storm: a bucket of 10 tokens for each component, unless somebody wants more or fewer. A retry takes one out, or 0.4 where the
 * other side asked for fewer calls, and must leave the bucket half full; a failure that isn't tried again takes a tenth of
 * that. Every success puts 0.1 back, and every ten seconds a whole one comes.
 *
 * <p>A retry that helps gives back twice what it cost: it pays for itself and for one that didn't. So what is bounded is waste.
 * Where failures pass - lost packets, deadlocks, one bad instance of many - and at least half of the retries succeed, they are
 * as good a use of the component as any other call, and nothing limits them; three attempts make at most 1.75 calls of one then.
 * Where they don't pass, about one call in ten is made again, and one that is made now and then always may be.
 *
 * <p>(After gRPC's retry throttling, with a refill by time, and cheaper throttles and refunds as in AWS's SDK. What can be spent
 * beyond the ratio, five tokens, is deliberately little: it is multiplied by the number of clients.)
 *
 * <p>The whole bucket is one number, the moment at which it would have been empty when only time had filled it: what is in
 * it is the time since, and what is taken out moves that moment forwards (the virtual scheduling of ATM's generic cell rate
 * algorithm). A success that finds the bucket full writes nothing.
 *
 * <p>Lock-free, allocates nothing, safe for use by many threads.
 */
final class RecoveryBudget {
    private static final long TOKEN = Duration.ofSeconds(10).toNanos();
    private static final int TOKENS = GuardSettings.USUAL_TOKENS;
    private static final int TENTHS = 10;
    private static final int PLENTY = 8;
    private static final int HELPED = 2;
    private static final long SUCCESS = TOKEN / 10;
    private static final long FAILURE = TOKEN;
    private static final long THROTTLE = 4 * TOKEN / 10;

    private volatile long full;
    private final AtomicLong emptyAt;

    /** Is full. */
    RecoveryBudget(long now) {
        this(now, TOKENS);
    }

    /** Is full, and holds at most so many tokens, at least 1. */
    RecoveryBudget(long now, int tokens) {
        this.full = tokens * TOKEN;
        this.emptyAt = new AtomicLong(now - full);
    }

    /** A call succeeded. */
    void deposit(long now) {
        while (true) {
            long seen = emptyAt.get();
            if (now - seen >= full) {
                return;
            }
            long next = later(seen - SUCCESS, now - full);
            if (emptyAt.compareAndSet(seen, next)) {
                return;
            }
        }
    }

    /** A call that failed was made again, and succeeded: twice the cost of its retry comes back. What finds no room is lost. */
    void refund(long now, FailureClass failure) {
        add(now, HELPED * cost(failure));
    }

    /**
     * A call failed.
     *
     * @return whether it may be made again
     */
    boolean withdraw(long now, FailureClass failure) {
        long cost = cost(failure);
        while (true) {
            long seen = emptyAt.get();
            long left = now - later(seen, now - full);
            boolean affordable = left - cost >= full / 2;
            long next = now - Math.max(Math.min(left, 0), left - (affordable ? cost : cost / TENTHS));
            if (emptyAt.compareAndSet(seen, next)) {
                return affordable;
            }
        }
    }

    /**
     * Gives a token away, if eight tenths of the bucket are left then.
     *
     * @return whether it did
     */
    boolean give(long now) {
        while (true) {
            long seen = emptyAt.get();
            long next = later(seen, now - full) + TOKEN;
            if (now - next < PLENTY * (full / TENTHS)) {
                return false;
            }
            if (emptyAt.compareAndSet(seen, next)) {
                return true;
            }
        }
    }

    /** Gets a token from another; what finds no room is lost. */
    void receive(long now) {
        add(now, TOKEN);
    }

    private void add(long now, long amount) {
        while (true) {
            long seen = emptyAt.get();
            long next = later(seen - amount, now - full);
            if (next - seen >= 0 || emptyAt.compareAndSet(seen, next)) {
                return;
            }
        }
    }

    /** How many tokens it takes until there may be a retry. */
    int missing(long now) {
        long missing = full / 2 + FAILURE - left(now);
        return missing <= 0 ? 0 : (int) ((missing - 1) / TOKEN) + 1;
    }

    /** Whether a call that fails in this way may be made again. */
    boolean affords(long now, FailureClass failure) {
        return left(now) - cost(failure) >= full / 2;
    }

    private long left(long now) {
        return now - later(emptyAt.get(), now - full);
    }

    /** Whether it holds as much as those have that lend. */
    boolean hasPlenty(long now) {
        return now - emptyAt.get() >= PLENTY * (full / TENTHS) + TOKEN;
    }

    /** Is so full from now on. */
    void fill(double level, long now) {
        emptyAt.set(now - Math.round(Math.clamp(level, 0, 1) * full));
    }

    /** How long it takes to fill an empty one if nothing but time does. */
    Duration refill() {
        return Duration.ofNanos(full);
    }

    /** Holds so many tokens from now on, and is as full as it was. */
    void use(int tokens, long now) {
        if (tokens * TOKEN != full) {
            double level = level(now);
            full = tokens * TOKEN;
            fill(level, now);
        }
    }

    /** How full it is, from 0 to 1. */
    double level(long now) {
        return Math.clamp((double) (now - emptyAt.get()) / full, 0, 1);
    }

    private static long cost(FailureClass failure) {
        return failure == FailureClass.RATE_LIMIT ? THROTTLE : FAILURE;
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
