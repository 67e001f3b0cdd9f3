package dev.afterwise;

import java.util.Locale;

/** How something stands, in one word; {@link Outcome} says the rest. */
public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** It is over, and nobody knows how. Not a failure. */
    UNKNOWN,
    /** Whoever carried it out is gone, and never said how it ended. Not a failure. */
    ABANDONED;

    /** The word used in JSON, SQL and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
