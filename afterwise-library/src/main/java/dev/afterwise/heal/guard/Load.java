package dev.afterwise.heal.guard;

import dev.afterwise.Failure;

/** What the end of a call says about how much its component has to do. */
enum Load {
    /** It answered. */
    BEARABLE,
    /** It didn't answer in time. */
    TIMED_OUT,
    /** It said that it has too much to do. */
    TOO_MUCH,
    /** Nothing. */
    UNKNOWN;

    static Load of(Failure failure) {
        return switch (failure.failureClass()) {
            case TIMEOUT -> TIMED_OUT;
            case RATE_LIMIT, RESOURCE_EXHAUSTED -> TOO_MUCH;
            case SYNTAX,
                    NOT_FOUND,
                    PERMISSION,
                    NETWORK,
                    UNAVAILABLE,
                    CONNECTION,
                    MODEL_ERROR,
                    TOO_LARGE,
                    CACHE,
                    CIRCUIT_OPEN,
                    VALIDATION,
                    CANCELLED,
                    UNKNOWN -> Load.UNKNOWN;
        };
    }
}
