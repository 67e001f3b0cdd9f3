package dev.afterwise;

import java.time.Instant;
import java.util.Locale;

/**
 * What somebody wants of the circuit breaker of a component. It holds in every process that has this workspace open, and
 * until something else is ordered.
 */
public record BreakerOrder(String component, Wish wish, Instant at) {
    /** What is wanted. */
    public enum Wish {
        /** To let nothing through, until it is reset. */
        OPEN,
        /** To be closed once, and go by what it sees from then on. */
        RESET;

        /** The word used everywhere outside Java. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
