package dev.afterwise.learn.change;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Numbers replaced by their ranks, ties by their middle: so that no outlier counts for more than its rank, whatever the distribution. */
final class Scores {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    /** The standard deviation of a number that is anywhere between 0 and 1. */
    private static final double SPREAD = Math.sqrt(1.0 / 12);

    private Scores() {}

    /** What a standard normal number of the same rank would be (van der Waerden scores). */
    static double[] normal(double... numbers) {
        int n = numbers.length;
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        var known = new double[n];
        for (int from = 0; from < n; ) {
            int until = from;
            while (until < n && sorted[until] == sorted[from]) {
                until++;
            }
            Arrays.fill(known, from, until, NORMAL.inverseCumulativeProbability((from + until) / 2.0 / n));
            from = until;
        }
        var scores = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = known[Arrays.binarySearch(sorted, numbers[i])];
        }
        return scores;
    }

    /**
     * Ranks with a mean of zero and, without ties, a variance of one. Numbers that are equal to nine digits or so count as equal.
     *
     * @param numbers none of them negative
     */
    static double[] ranks(double... numbers) {
        int n = numbers.length;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(n);
        var keys = new long[n];
        for (int i = 0; i < n; i++) {
            // Without their sign, which is 0, doubles are in the order of their bits.
            keys[i] = ((Double.doubleToLongBits(Math.abs(numbers[i])) >>> bits) << bits) | i;
        }
        Arrays.sort(keys);
        var scores = new double[n];
        for (int from = 0; from < n; ) {
            int until = from + 1;
            while (until < n && (keys[until] >>> bits) == (keys[from] >>> bits)) {
                until++;
            }
            double score = rank((from + until) / 2.0 / n);
            for (int at = from; at < until; at++) {
                scores[(int) (keys[at] & ((1L << bits) - 1))] = score;
            }
            from = until;
        }
        return scores;
    }

    /** The rank score of a number that so large a share is below. */
    static double rank(double share) {
        return (share - .5) / SPREAD;
    }
}
