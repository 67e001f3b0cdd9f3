package dev.afterwise.learn.stats;

/**
 * How closely two things go together, from -1 to 1.
 *
 * @param interval its 95 % interval
 * @param pValue how likely so close a correlation, in either direction, is seen where there is none
 * @param n how many pairs were looked at
 */
public record Correlation(double rho, Interval interval, double pValue, int n) {}
