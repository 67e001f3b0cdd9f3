package dev.afterwise.learn.anomaly;

import java.util.Locale;

/** What is odd about executions. */
public enum OddKind {
    /** They took far longer than others like them. */
    SLOW,
    /** They cost far more than others like them. */
    DEAR,
    /** In an hour, many more failed than usually do at that time. */
    FAILING_HOUR,
    /** In an hour, all took longer than they usually do at that time. */
    SLOW_HOUR,
    /** In an hour, many more began than usually do at that time. */
    BUSY_HOUR;

    /** The word used in JSON and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
