package dev.afterwise.learn.similar;

import dev.afterwise.learn.stats.Interval;

/**
 * What to expect of a figure.
 *
 * @param usual what it is for all work of the kind; not a number if nobody knows
 * @param adjusted what it is for work like this, drawn towards the usual the fewer there are
 * @param interval where it is with 95 % confidence
 * @param n of how many
 */
public record Estimate(double usual, double adjusted, Interval interval, long n) {}
