package dev.afterwise.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span of time.
 *
 * @param from the first moment in it, or null if it has no beginning
 * @param until the first moment after it, or null if it has no end
 */
public record Window(@Nullable Instant from, @Nullable Instant until) {
    public static final Window ALL = new Window(null, null);

    /** @throws IllegalArgumentException if it ends before it begins */
    public Window {
        if (from != null && until != null && until.isBefore(from)) {
            throw new IllegalArgumentException(
                    "A window must end after it begins, but this one is from (%s) until (%s).".formatted(from, until));
        }
    }

    /** The span of this length that ends just after {@code last}. */
    public static Window lasting(Duration length, Instant last) {
        Instant until = last.plusNanos(1_000);
        return new Window(until.minus(length), until);
    }

    /** This window, but from the beginning of its first hour on: an hour is in it if it begins before the end. */
    public Window fromWholeHour() {
        return from == null ? this : new Window(Period.HOUR.bucketOf(from), until);
    }

    public boolean holds(Instant at) {
        return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
    }
}
