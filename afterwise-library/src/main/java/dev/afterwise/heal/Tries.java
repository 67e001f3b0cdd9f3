package dev.afterwise.heal;

import java.time.Duration;

/**
 * How often, and after which waits, something that fails is tried.
 *
 * @param most how many attempts there may be in all, at least 1
 * @param base the longest wait before the second attempt; it doubles with every attempt
 * @param cap the longest wait of all, except where the other side asks for more
 * @param floor how long the other side asked to wait at least; what is drawn comes on top, so that those who were told the same
 *     don't come back together. When it asks for more than ten minutes there is no further attempt
 * @param within how long all of it may take: no wait is begun that would end later. An attempt that is under way is left alone
 */
public record Tries(int most, Duration base, Duration cap, Duration floor, Duration within) {
    static final Duration HIGHEST_FLOOR = Duration.ofMinutes(10);

    /** So long that it makes no difference. */
    private static final Duration UNBOUNDED = Duration.ofNanos(Long.MAX_VALUE);

    /** Three attempts; waits of at most one and two seconds. */
    public static final Tries STANDARD = Tries.of(3, Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** @throws IllegalArgumentException if a part is out of range */
    public Tries {
        if (most < 1) {
            throw new IllegalArgumentException("Attempts must be 1 or more, but these are (%d).".formatted(most));
        }
        if (base.isNegative() || cap.compareTo(base) < 0) {
            throw new IllegalArgumentException(
                    "The cap of a wait must be at least its base, and neither negative, but they are (%s) and (%s)."
                            .formatted(cap, base));
        }
    }

    /** Without a limit to the time that all of it takes. */
    public static Tries of(int most, Duration base, Duration cap) {
        return new Tries(most, base, cap, Duration.ZERO, UNBOUNDED);
    }

    /** These, but not before what the other side asked for, as in {@code Retry-After}. */
    public Tries notBefore(Duration asked) {
        return new Tries(most, base, cap, asked.isNegative() ? Duration.ZERO : asked, within);
    }

    public Tries within(Duration limit) {
        return new Tries(most, base, cap, floor, limit);
    }
}
