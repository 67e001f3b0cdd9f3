package dev.afterwise.learn.patterns;

import dev.afterwise.learn.stats.Interval;

/**
 * Executions of which something holds beside those of which it doesn't.
 *
 * @param value for success the difference of both rates. For duration, how much more often than half the time one of which it
 *     holds takes longer than one of which it doesn't. For a correlation, that of the ranks. From -1 to 1
 * @param interval its 95 % interval, with regard to outcomes that come in bursts
 */
public record Effect(Measured measured, Part with, Part without, double value, Interval interval) {
    /**
     * One of the two parts.
     *
     * @param size how many executions
     * @param level their rate of success, or the median of their durations in seconds
     */
    public record Part(long size, double level) {}

    /** Whether it is for the better: more successes, or shorter. */
    public boolean isBetter() {
        return measured == Measured.SUCCESS ? value > 0 : value < 0;
    }

    /**
     * How many times as often as among all of them something comes of those of which it holds: failure where it is for the worse, success
     * where it is for the better. Not a number for durations, and where it never comes.
     */
    public double lift() {
        if (measured == Measured.DURATION) {
            return Double.NaN;
        }
        double n = (double) with.size() + without.size();
        double success = (with.level() * with.size() + without.level() * without.size()) / n;
        return isBetter() ? with.level() / success : (1 - with.level()) / (1 - success);
    }
}
