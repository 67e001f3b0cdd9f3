package dev.afterwise.learn.change;

import java.util.Arrays;

/**
 * What is normal: how numbers spread that were seen over some time. For success, they are 0 and 1, and the mean is the rate.
 *
 * @param n how many there were; all else is not a number if there were none
 * @param mean in the unit of what was measured: seconds, dollars
 * @param deviation the sample's standard deviation; not a number of fewer than two
 */
public record Baseline(long n, double mean, double deviation, double p50, double p95, double p99) {
    /** What these numbers are like. */
    public static Baseline of(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
        double squares = 0;
        for (double each : sorted) {
            squares += (each - mean) * (each - mean);
        }
        double deviation = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
        return new Baseline(n, mean, deviation, quantile(sorted, .5), quantile(sorted, .95), quantile(sorted, .99));
    }

    /** The smallest of the sorted numbers that a share of at least {@code q} don't exceed. */
    static double quantile(double[] sorted, double q) {
        int n = sorted.length;
        return n == 0 ? Double.NaN : sorted[Math.clamp((long) Math.ceil(q * n) - 1, 0, n - 1)];
    }
}
