package dev.afterwise.heal.guard;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The calls that have begun and not ended, by age, so that calls that hang count before they end.
 *
 * <p>A ring of 16 slices of time, each an eighth of the age of interest: the slice (32 bits) in which calls began, and how many
 * of them are out (32 bits). When a word is needed for a new slice of time, what is still out in it moves to the ancient.
 *
 * <p>Lock-free, allocates nothing, safe for use by many threads. A count may be off by one for a moment.
 */
final class Flight {
    private static final int SLICES = 16;
    private static final int SLICES_TO_AGE = 8;
    private static final long COUNT = (1L << 32) - 1;

    private final AtomicLongArray words = new AtomicLongArray(SLICES);
    private final AtomicLong ancient = new AtomicLong();
    private final long origin;
    private final long sliceNanos;

    Flight(Duration age, long now) {
        this.origin = now;
        this.sliceNanos = Math.max(1, age.toNanos() / SLICES_TO_AGE);
    }

    /** Whether this was the first call of a new slice of time, and a good moment to look at {@link #aged}. */
    boolean begun(long now) {
        long slice = slice(now);
        int at = (int) (slice % SLICES);
        while (true) {
            long seen = words.get(at);
            long age = age(slice, seen);
            if (age > COUNT / 2) {
                ancient.incrementAndGet();
                return false;
            }
            boolean fresh = age > 0;
            if (words.compareAndSet(at, seen, fresh ? (slice << 32) + 1 : seen + 1)) {
                if (fresh) {
                    ancient.addAndGet(seen & COUNT);
                }
                return fresh;
            }
        }
    }

    /** @param start as it was given to {@link #begun}; nothing is known of a call that began earlier than this */
    void ended(long start) {
        if (start - origin < 0) {
            return;
        }
        long slice = slice(start);
        int at = (int) (slice % SLICES);
        while (true) {
            long seen = words.get(at);
            if (age(slice, seen) != 0) {
                ancient.decrementAndGet();
                return;
            }
            if ((seen & COUNT) == 0 || words.compareAndSet(at, seen, seen - 1)) {
                return;
            }
        }
    }

    /** How many have been out for the age of interest, or up to an eighth more than that. */
    long aged(long now) {
        long slice = slice(now);
        long aged = ancient.get();
        for (int i = 0; i < SLICES; i++) {
            long seen = words.get(i);
            long age = age(slice, seen);
            if (age > SLICES_TO_AGE && age <= COUNT / 2) {
                aged += seen & COUNT;
            }
        }
        return Math.max(0, aged);
    }

    private long slice(long now) {
        return Math.max(0, now - origin) / sliceNanos;
    }

    /** By how many slices the word is older; nearly {@link #COUNT} if it is newer. */
    private static long age(long slice, long word) {
        return (slice - (word >>> 32)) & COUNT;
    }
}
