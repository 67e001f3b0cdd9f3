package dev.afterwise.heal.guard;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many calls of a component may be out at a time: a fixed cap (the bulkhead), and under it a limit that adapts to what
 * the component can take. It is for components that are overloaded; for those that are down there is the breaker.
 *
 * <p>There is no adaptive limit until the component shows that it has too much to do. Then the limit is half of the calls that were
 * out, and from there on additive increase and multiplicative decrease (Chiu and Jain, "Analysis of the increase and
 * decrease algorithms for congestion avoidance", 1989): one more after as many successes as the limit, half as many after
 * an overload, once for all calls that began before. Three rules make it fit calls that time out:
 *
 * <ul>
 *   <li>A time-out is no overload if a call that began later has already succeeded, and soon: who waits in a queue isn't overtaken.
 *       So answers that get lost, or hang for reasons of their own, don't take anything from the others.
 *   <li>A success that took more than half as long as those that timed out raises nothing: one more call in the queue could
 *       be the one that is too many. (What gradient limits compare with a long-term average, which goes stale and drifts,
 *       is compared with the clients' own patience.)
 *   <li>Only calls that began after the last decrease say anything about it.
 * </ul>
 *
 * <p>A limit that is not used doesn't grow, so it is no licence for a burst. After a minute without overload there is none
 * again. It is never less than one.
 *
 * <p>Lock-free, allocates nothing, safe for use by many threads. All calls that are out and the limit are one number.
 */
final class Limit {
    /** So many that it makes no difference. */
    static final int UNBOUNDED = 1 << 23;

    private static final int OUT_BITS = 24;
    private static final long OUT = (1L << OUT_BITS) - 1;

    /** A whole call, in what the limit is counted in. */
    private static final long CALL = 1_024;

    private static final int HALF = 2;
    private static final long FORGOTTEN = Duration.ofMinutes(1).toNanos();
    private static final long GRAIN = Duration.ofMillis(1).toNanos();

    private volatile long most;
    private final AtomicLong word;
    private volatile long lastCut;
    private volatile long lastEasy;
    private volatile long patience = Long.MAX_VALUE;

    /** @param most the fixed cap, from 1 to {@link #UNBOUNDED} */
    Limit(int most, long now) {
        this.most = most * CALL;
        this.word = new AtomicLong(this.most << OUT_BITS);
        this.lastCut = now - FORGOTTEN;
        this.lastEasy = now;
    }

    /** Goes by another cap from now on. What was learned of the component stays, as far as it is below. */
    void use(int cap) {
        long before = most;
        long next = cap * CALL;
        most = next;
        while (true) {
            long seen = word.get();
            long limit = seen >>> OUT_BITS;
            long other = limit >= before ? next : Math.min(limit, next);
            if (word.compareAndSet(seen, (other << OUT_BITS) + (seen & OUT))) {
                return;
            }
        }
    }

    /** A call wants to begin. @return whether it may; then {@link #left} is to be told once how it ended */
    boolean enter() {
        while (true) {
            long seen = word.get();
            if (((seen & OUT) + 1) * CALL > (seen >>> OUT_BITS)) {
                return false;
            }
            if (word.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
    }

    /** A call begins whether it may or not. */
    void enterAnyway() {
        word.incrementAndGet();
    }

    /** A call has ended. */
    void left(long start, long now, Load load) {
        switch (load) {
            case UNKNOWN -> word.decrementAndGet();
            case BEARABLE -> eased(start, now);
            case TIMED_OUT -> {
                boolean overtaken = lastEasy - start > 0;
                patience = now - start;
                overloaded(start, now, overtaken);
            }
            case TOO_MUCH -> overloaded(start, now, false);
        }
    }

    /** How many calls may be out now; {@link #UNBOUNDED} or the fixed cap if nothing is wrong. */
    int most() {
        return (int) ((word.get() >>> OUT_BITS) / CALL);
    }

    /** How many calls are out. */
    int out() {
        return (int) (word.get() & OUT);
    }

    private void eased(long start, long now) {
        boolean quick = now - start < patience / HALF;
        if (quick && start - lastEasy > GRAIN) {
            lastEasy = start;
        }
        while (true) {
            long seen = word.get();
            long limit = seen >>> OUT_BITS;
            long out = seen & OUT;
            long next = limit == most ? most : raised(limit, out, quick && start - lastCut > 0, now);
            if (word.compareAndSet(seen, (next << OUT_BITS) + out - 1)) {
                return;
            }
        }
    }

    private long raised(long limit, long out, boolean hasRoom, long now) {
        if (now - lastCut >= FORGOTTEN) {
            return most;
        }
        boolean used = HALF * out * CALL >= limit;
        return hasRoom && used ? Math.min(most, limit + CALL * CALL / limit) : limit;
    }

    private void overloaded(long start, long now, boolean overtaken) {
        while (true) {
            long seen = word.get();
            long limit = seen >>> OUT_BITS;
            long out = seen & OUT;
            boolean cut = !overtaken && start - lastCut > 0;
            long next = cut ? Math.max(CALL, Math.min(limit, out * CALL) / HALF) : limit;
            if (word.compareAndSet(seen, (next << OUT_BITS) + out - 1)) {
                if (cut) {
                    lastCut = now;
                }
                return;
            }
        }
    }
}
