package dev.afterwise.heal.guard;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How each of the last 62 calls went, a bit each: the window by count.
 *
 * <p>The newest call is the lowest bit, and a marker sits above the oldest. A call that changes nothing - one more success
 * after 62 of them - writes nothing, so that healthy threads share the word without contending for it.
 *
 * <p>Lock-free, safe for use by many threads.
 */
final class LastCalls {
    static final int SIZE = 62;
    private static final long FULL = 1L << SIZE;

    private final AtomicLong word = new AtomicLong(1);

    void add(boolean hit) {
        while (true) {
            long seen = word.get();
            long next = (seen << 1) | (hit ? 1 : 0);
            if (seen >= FULL) {
                next = (next & (FULL - 1)) | FULL;
            }
            if (next == seen || word.compareAndSet(seen, next)) {
                return;
            }
        }
    }

    /** How many of the newest calls went this way without a gap. */
    int inARow() {
        long seen = word.get();
        return Math.min(size(seen), Long.numberOfTrailingZeros(~seen));
    }

    Rate rate() {
        long seen = word.get();
        return new Rate(Long.bitCount(seen) - 1L, size(seen));
    }

    private static int size(long seen) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(seen);
    }
}
