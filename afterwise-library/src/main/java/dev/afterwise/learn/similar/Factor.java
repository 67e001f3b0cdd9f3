package dev.afterwise.learn.similar;

import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;

/**
 * Something by which executions that are alike differ, and that those that succeed have more often or less often.
 *
 * @param condition such as {@code agent=alpha}, {@code files>7} or {@code step check}
 * @param with those of which it holds
 * @param without the others
 * @param interval the 95 % interval of how much more often the former succeed
 * @param pValue corrected for everything that was looked at
 */
public record Factor(String condition, Tally with, Tally without, Interval interval, double pValue) {
    /** How much more often those succeed of which it holds; negative if less often. */
    public double effect() {
        return with.rate() - without.rate();
    }
}
