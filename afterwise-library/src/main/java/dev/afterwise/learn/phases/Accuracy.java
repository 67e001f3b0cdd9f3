package dev.afterwise.learn.phases;

import dev.afterwise.learn.stats.Interval;

/**
 * How long phases took compared with their estimates.
 *
 * @param ratio the median of actual over estimated; 1 is just right
 * @param interval its 95 % interval
 * @param phases how many had an estimate
 */
public record Accuracy(double ratio, Interval interval, long phases) {}
