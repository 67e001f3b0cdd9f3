package dev.afterwise.learn.change;

import java.util.Locale;

/** What may change about the executions of a task. */
public enum Aspect {
    /** Whether they succeed, of those of which that is known. */
    SUCCESS,
    /** How long they take, in seconds, of those that succeeded or failed. */
    DURATION,
    /** What they cost, in dollars, of those that cost anything. */
    COST;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
