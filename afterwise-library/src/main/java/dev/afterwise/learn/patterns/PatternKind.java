package dev.afterwise.learn.patterns;

import java.util.Locale;

/** What a regularity is about. */
public enum PatternKind {
    /** Hours of the day and days of the week in which work goes better or worse. */
    TEMPORAL,
    /** Steps, and orders of steps, that go before success or failure. */
    SEQUENTIAL,
    /** Numbers that rise with duration or success, or fall. */
    CORRELATION,
    /** Executions and hours that are unlike the others. */
    ANOMALY,
    /** Conditions under which work succeeds more often. */
    SUCCESS_FACTOR,
    /** Conditions under which work fails more often. */
    FAILURE_CAUSE;

    /** The word used in JSON and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
