package dev.afterwise.learn.change;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Numbers replaced by their ranks, ties by their middle: so that no outlier counts for more than its rank, whatever the distribution. */
final class Scores {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    /** The standard deviation of a number that is anywhere between 0 and 1. */
    private static final double SPREAD = Math.sqrt(1.0 / 12);

    private Scores() {}

    /** What a standard normal number of the same rank would be (van der Waerden scores). */
    static double[] normal(double... numbers) {
        return scores(NORMAL::inverseCumulativeProbability, numbers);
    }

    /** Ranks with a mean of zero and, without ties, a variance of one. */
    static double[] ranks(double... numbers) {
        return scores(share -> (share - .5) / SPREAD, numbers);
    }

    private static double[] scores(DoubleUnaryOperator ofShare, double... numbers) {
        int n = numbers.length;
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        var known = new double[n];
        for (int from = 0; from < n; ) {
            int until = from;
            while (until < n && sorted[until] == sorted[from]) {
                until++;
            }
            Arrays.fill(known, from, until, ofShare.applyAsDouble((from + until) / 2.0 / n));
            from = until;
        }
        var scores = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = known[Arrays.binarySearch(sorted, numbers[i])];
        }
        return scores;
    }
}
