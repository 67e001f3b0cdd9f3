package dev.afterwise.learn.experiment;

import java.time.Instant;

/**
 * How one run of an experiment went.
 *
 * @param variant which it got
 * @param key what was drawn: runs of one key got one variant together
 * @param at when it ended, or began if it has not ended
 * @param seconds how long it took; not a number if nobody knows
 * @param cost what it cost, in units of the currency; not a number if nobody knows
 */
public record Observation(String variant, String key, Instant at, Result result, double seconds, double cost) {
    /** What came of a run. */
    public enum Result {
        WORKED,
        FAILED,
        /** It is over, and whether it worked is not known: it was cancelled or abandoned, or nobody said. */
        LOST,
        /** It goes on. */
        RUNNING
    }

    public boolean isDecided() {
        return result == Result.WORKED || result == Result.FAILED;
    }
}
