package dev.afterwise.learn.predict;

/**
 * How much of something work is expected to take.
 *
 * @param p10 less than this in one case of ten
 * @param p50 less than this in every other case
 * @param p90 less than this in nine cases of ten
 * @param p95 less than this in nineteen cases of twenty
 * @param outcomes from how many this was learned
 */
public record Expected(double p10, double p50, double p90, double p95, double mean, long outcomes) {}
