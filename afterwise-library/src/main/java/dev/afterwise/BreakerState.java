package dev.afterwise;

import java.time.Instant;
import java.util.Locale;

/** Whether the circuit breaker of a component lets calls through. */
public sealed interface BreakerState {
    Kind kind();

    /** A state in one word. */
    enum Kind {
        CLOSED,
        OPEN,
        HALF_OPEN,
        FORCED_OPEN;

        /** The label used everywhere outside Java, such as {@code half_open}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Every call is let through. */
    record Closed() implements BreakerState {
        @Override
        public Kind kind() {
            return Kind.CLOSED;
        }
    }

    /** No call is let through until {@code retryAt}; the next one after that is a probe. */
    record Open(Instant retryAt) implements BreakerState {
        @Override
        public Kind kind() {
            return Kind.OPEN;
        }
    }

    /** A few calls are let through to see how they go; {@code probesLeft} more of them now. */
    record HalfOpen(int probesLeft) implements BreakerState {
        @Override
        public Kind kind() {
            return Kind.HALF_OPEN;
        }
    }

    /** Somebody opened it, and no call is let through until somebody resets it. */
    record ForcedOpen() implements BreakerState {
        @Override
        public Kind kind() {
            return Kind.FORCED_OPEN;
        }
    }
}
