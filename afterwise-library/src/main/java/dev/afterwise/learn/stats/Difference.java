package dev.afterwise.learn.stats;

/**
 * By how much one group exceeds another.
 *
 * @param effect the mean of the one minus the mean of the other
 * @param interval its 95 % interval
 * @param pValue how likely so large an effect, in either direction, is seen where there is none
 * @param inflation how many times as large the variance is as that of independent members; at least 1
 */
public record Difference(double effect, Interval interval, double pValue, double inflation) {
    /** Nothing is known. */
    public static final Difference UNKNOWN =
            new Difference(0, new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), 1, 1);
}
