package dev.afterwise.learn.change;

import java.util.Locale;

/** Whether a change is for the better. */
public enum Direction {
    WORSE,
    BETTER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
