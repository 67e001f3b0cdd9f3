package dev.afterwise.learn.patterns;

import java.util.Locale;

/** What a pattern compares. */
public enum Measured {
    /** The rate of success: succeeded of succeeded and failed. */
    SUCCESS,
    /** How long it took, by ranks. */
    DURATION;

    /** The word used in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
