package dev.afterwise.learn.phases;

import dev.afterwise.learn.stats.Interval;

/**
 * How long a step takes of late compared with its norm: what it took before.
 *
 * @param ratio of the medians; 1 is as ever
 * @param interval its 95 % interval
 * @param pValue how likely so great a difference is seen where there is none, corrected for all steps
 */
public record Pace(double ratio, Interval interval, double pValue) {
    /** From here on a step is slow. */
    public static final double SLOW = 1.5;

    public boolean isSlow() {
        return ratio > SLOW && pValue <= PhaseStudy.FALSE_ALARMS;
    }
}
