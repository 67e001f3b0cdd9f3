package dev.afterwise;

/** What an effect is measured in. */
public enum Measure {
    /** A difference between two rates of success, from -1 to 1. */
    SUCCESS_RATE,
    /** Seconds saved per run. */
    SECONDS_PER_RUN
}
