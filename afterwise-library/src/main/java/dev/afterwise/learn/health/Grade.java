package dev.afterwise.learn.health;

import java.util.Locale;

/** A score in a word. */
public enum Grade {
    /** From 90 points. */
    EXCELLENT,
    /** From 75. */
    GOOD,
    /** From 50. */
    FAIR,
    POOR;

    /** @param points from 0 to 100 */
    public static Grade of(double points) {
        return points >= 90 ? EXCELLENT : points >= 75 ? GOOD : points >= 50 ? FAIR : POOR;
    }

    /** The word used in JSON and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
