package dev.afterwise.learn.stats;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a duration lies with at least 95 % confidence.
 *
 * @param low zero where the sample is too small to say more
 * @param high null where the sample is too small to give one
 */
public record Span(Duration low, @Nullable Duration high) {
    /** Nothing is known. */
    public static final Span UNBOUNDED = new Span(Duration.ZERO, null);
}
