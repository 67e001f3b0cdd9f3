package dev.afterwise;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a component beyond the end of the process: its circuit breaker, and how much may be spent on recovery.
 *
 * @param at when it was so
 * @param breaker half-open stands for open, with its time over
 * @param lastWait for how long the breaker was to stay open the last time; zero if it never opened
 * @param closedAt when it closed again of itself; null if it did not, or somebody reset it since
 * @param budget how full the recovery budget was, from 0 to 1
 */
public record GuardMemory(
        String component,
        Instant at,
        BreakerState breaker,
        Duration lastWait,
        @Nullable Instant closedAt,
        double budget) {
    private static final Duration LASTS = Duration.ofDays(1);

    /** @throws IllegalArgumentException if the wait is negative, or the budget out of range */
    public GuardMemory {
        if (lastWait.isNegative()) {
            throw new IllegalArgumentException(
                    "The last wait (%s) must not be negative, but it is.".formatted(lastWait));
        }
        if (!(budget >= 0 && budget <= 1)) {
            throw new IllegalArgumentException("The budget must be from 0 to 1, but it is (%s).".formatted(budget));
        }
    }

    /** Whether it is so old that it says nothing any more. What somebody opened stays open. */
    public boolean isExpired(Instant now) {
        return breaker.kind() != BreakerState.Kind.FORCED_OPEN
                && Duration.between(at, now).compareTo(LASTS) > 0;
    }

    /** The same, with a breaker that somebody has reset. */
    public GuardMemory reset(Instant now) {
        return new GuardMemory(component, now, new BreakerState.Closed(), Duration.ZERO, null, budget);
    }
}
