package dev.afterwise;

import java.util.Locale;

/** What is left of an execution after time has passed. Its headline is never cut. */
public enum Remains {
    /** All that was recorded. */
    EVERYTHING,
    /** The headline, and those details that stay as long as it. */
    A_PART,
    /** The headline. The details are gone. */
    HEADLINE;

    /** The word used in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
