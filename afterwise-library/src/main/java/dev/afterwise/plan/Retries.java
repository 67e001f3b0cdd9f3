package dev.afterwise.plan;

import java.time.Duration;

/**
 * How often, and after which waits, a failed attempt is followed by another.
 *
 * @param max how many attempts may follow the first, from 0 to {@link #MOST}
 * @param base the longest wait before the second attempt; it doubles with every attempt
 * @param cap the longest wait of all
 */
public record Retries(int max, Duration base, Duration cap) {
    public static final int MOST = 20;
    public static final Retries NONE = new Retries(0, Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** @throws IllegalArgumentException if a part is out of range */
    public Retries {
        if (max < 0 || max > MOST) {
            throw new IllegalArgumentException("'max' must be from 0 to %d, but it is (%d).".formatted(MOST, max));
        }
        if (base.isNegative() || cap.compareTo(base) < 0) {
            throw new IllegalArgumentException(
                    "'cap' must be at least 'base', and neither negative, but they are (%s) and (%s)."
                            .formatted(cap, base));
        }
    }

    public Retries withMax(int other) {
        return new Retries(other, base, cap);
    }
}
