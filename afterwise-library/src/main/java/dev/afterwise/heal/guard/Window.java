package dev.afterwise.heal.guard;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How the calls of the last while went: the window by time, a ring of 16 slices.
 *
 * <p>A slice is one word: the slice of time that it counts (22 bits), then calls, failed and slow ones (14 bits each). Who
 * comes first in a new slice of time replaces the word of 16 slices ago, and who comes so late that its word is taken is
 * not counted; so time that seems to stand still or go back does no harm. A slice with more than 16,383 calls halves its
 * counts, which leaves the rates alone. A word would be taken for another only after 4 million slices without a call, 182 days
 * of slices of 3.75 s.
 *
 * <p>Lock-free, allocates nothing when calls are added, safe for use by many threads.
 */
final class Window {
    static final int SLICES = 16;
    private static final int BITS = 14;
    private static final long MOST = (1L << BITS) - 1;
    private static final int STAMP_AT = 3 * BITS;
    private static final long STAMPS = -1L >>> STAMP_AT;
    private static final long COUNTS = (1L << STAMP_AT) - 1;
    private static final long CALL = 1;
    private static final long FAILED = 1L << BITS;
    private static final long SLOW = 1L << (2 * BITS);

    private final AtomicLongArray words = new AtomicLongArray(SLICES);
    private final long origin;
    private final long sliceNanos;

    Window(Duration span, long now) {
        this.origin = now;
        this.sliceNanos = Math.max(1, span.toNanos() / SLICES);
    }

    /** Has the counts of another, as far as they lie within the span. What is added to the other meanwhile may be lost. */
    Window(Window other, Duration span, long now) {
        this.origin = other.origin;
        this.sliceNanos = Math.max(1, span.toNanos() / SLICES);
        long newest = slice(now);
        long last = other.slice(now);
        for (int back = SLICES - 1; back >= 0; back--) {
            long slice = last - back;
            long word = slice < 0 ? 0 : other.words.get((int) (slice % SLICES));
            long here = slice * other.sliceNanos / sliceNanos;
            if (slice >= 0 && age(slice, word) == 0 && newest - here < SLICES) {
                int at = (int) (here % SLICES);
                long seen = words.get(at);
                long counts = age(here, seen) == 0 ? seen & COUNTS : 0;
                words.set(at, ((here & STAMPS) << STAMP_AT) | sum(counts, word & COUNTS));
            }
        }
    }

    /** Both halved together until they fit. */
    private static long sum(long one, long other) {
        long a = one;
        long b = other;
        while ((a & MOST) + (b & MOST) > MOST) {
            a = halved(a);
            b = halved(b);
        }
        return a + b;
    }

    void add(long now, boolean failed, boolean slow) {
        long slice = slice(now);
        int at = (int) (slice % SLICES);
        long one = CALL + (failed ? FAILED : 0) + (slow ? SLOW : 0);
        while (true) {
            long seen = words.get(at);
            long age = age(slice, seen);
            if (age > STAMPS / 2) {
                return;
            }
            long counts = age == 0 ? roomy(seen) : (slice & STAMPS) << STAMP_AT;
            if (words.compareAndSet(at, seen, counts + one)) {
                return;
            }
        }
    }

    Rate failed(long now) {
        return rate(now, BITS);
    }

    Rate slow(long now) {
        return rate(now, 2 * BITS);
    }

    private Rate rate(long now, int shift) {
        long slice = slice(now);
        long hits = 0;
        long calls = 0;
        for (int i = 0; i < SLICES; i++) {
            long seen = words.get(i);
            if (age(slice, seen) < SLICES) {
                hits += (seen >>> shift) & MOST;
                calls += seen & MOST;
            }
        }
        return new Rate(hits, calls);
    }

    private long slice(long now) {
        return Math.max(0, now - origin) / sliceNanos;
    }

    /** By how many slices the word is older; nearly {@link #STAMPS} if it is newer. */
    private static long age(long slice, long word) {
        return (slice - (word >>> STAMP_AT)) & STAMPS;
    }

    private static long roomy(long word) {
        return (word & MOST) < MOST ? word : halved(word);
    }

    private static long halved(long word) {
        long halved = 0;
        for (int shift = 0; shift < STAMP_AT; shift += BITS) {
            halved |= (((word >>> shift) & MOST) / 2) << shift;
        }
        return (word >>> STAMP_AT << STAMP_AT) | halved;
    }
}
