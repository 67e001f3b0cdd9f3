package dev.afterwise.learn.stats;

/**
 * How much something changes per period.
 *
 * @param perPeriod the change from one period to the next
 * @param interval its 95 % interval
 * @param pValue how likely so steep a slope, up or down, is seen where there is none; corrected where several are looked at
 * @param buckets how many periods it was fitted to
 */
public record Slope(double perPeriod, Interval interval, double pValue, int buckets) {
    public Slope corrected(double p) {
        return new Slope(perPeriod, interval, p, buckets);
    }
}
