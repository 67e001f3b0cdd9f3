package dev.afterwise.learn.predict;

import dev.afterwise.learn.stats.Interval;

/**
 * What one factor adds to the logit of a success, as one term of a sum.
 *
 * @param logit positive where it speaks for success
 * @param interval where that is with 95 % confidence
 * @param points how much more likely the factor makes a success, all others being as they are
 * @param seen of how many outcomes it was a factor
 */
public record Contribution(Factor factor, double logit, Interval interval, double points, int seen) {
    /** Whether it is known which way it points. */
    public boolean isSure() {
        return !interval.contains(0);
    }
}
