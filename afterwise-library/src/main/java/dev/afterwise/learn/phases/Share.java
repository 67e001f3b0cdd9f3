package dev.afterwise.learn.phases;

import dev.afterwise.learn.stats.Interval;

/**
 * A part of the time that executions took.
 *
 * @param rate from 0 to 1; not a number if nothing is known
 * @param interval its 95 % interval, from how executions differ
 * @param executions in how many it was looked at
 */
public record Share(double rate, Interval interval, long executions) {
    static final Share UNKNOWN = new Share(Double.NaN, new Interval(0, 1), 0);
}
