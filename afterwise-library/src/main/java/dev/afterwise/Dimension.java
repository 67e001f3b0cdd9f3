package dev.afterwise;

import java.util.Locale;

/** What history can be told apart by. */
public enum Dimension {
    TASK,
    AGENT,
    MODEL,
    ROUTE,
    /** A step of a plan, by its id. */
    STEP;

    /** The word used in JSON, SQL and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
