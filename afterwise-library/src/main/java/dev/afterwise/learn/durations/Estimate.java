package dev.afterwise.learn.durations;

/**
 * How long a piece of work is expected to take, in seconds.
 *
 * @param likely as often more as less
 * @param low less than this in one of ten
 * @param high more than this in one of ten
 * @param sample by how many pieces like it
 */
public record Estimate(double likely, double low, double high, int sample) {}
