package dev.afterwise;

import java.time.Instant;

/**
 * What a metric was at one moment.
 *
 * @param component of which part of the program: a service, a pool, a table; empty if it is of the program as a whole
 * @param value finite
 */
public record Sample(Metric metric, String component, double value, Instant at) {
    /** @throws IllegalArgumentException if the value is not finite */
    public Sample {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("A sample must be a finite number, but this is (%s).".formatted(value));
        }
    }
}
