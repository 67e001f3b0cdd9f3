package dev.afterwise;

import java.util.Locale;
import java.util.Optional;

/** The kinds of failure that call for different recoveries. */
public enum FailureClass {
    /** What was given could not be parsed. */
    SYNTAX,
    /** There is no such file, command, record or address. */
    NOT_FOUND,
    /** It took longer than it was given: a read, a statement, a lock, a request. */
    TIMEOUT,
    /** These credentials do not allow it. */
    PERMISSION,
    /** The other side asked for fewer calls. */
    RATE_LIMIT,
    /** The model refused, is retired, or answered what cannot be used. */
    MODEL_ERROR,
    /** Names, routes and certificates. */
    NETWORK,
    /** The connection was refused, reset, or could not be made in time. */
    CONNECTION,
    /** The other side is there, and says that it cannot serve now. */
    UNAVAILABLE,
    /** Memory, disk, handles, pools or money are used up. */
    RESOURCE_EXHAUSTED,
    /** Too many rows, too complex a query, more than the context window. */
    TOO_LARGE,
    /** Something cached is damaged or out of date. */
    CACHE,
    /** A circuit breaker of ours would not let the call through. */
    CIRCUIT_OPEN,
    /** It was understood, and is not acceptable. */
    VALIDATION,
    /** Somebody stopped it. */
    CANCELLED,
    /** None of the above, as far as anybody can tell. */
    UNKNOWN;

    /** The label used everywhere outside Java, such as {@code rate_limit}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FailureClass> labelled(String label) {
        for (FailureClass each : values()) {
            if (each.label().equals(label)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
