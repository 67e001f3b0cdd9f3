package dev.afterwise.learn.stats;

import dev.afterwise.Distribution;
import java.time.Duration;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How much longer one kind of work takes than another, typically.
 *
 * <p>Durations are skewed and have outliers, so nothing here looks at means. Whether there is a difference is asked of ranks:
 * Mann and Whitney ("On a test of whether one of two random variables is stochastically larger than the other", Annals of
 * Mathematical Statistics 18, 1947), by the normal approximation with corrections for ties and continuity, since the durations
 * are in buckets. How large it is, is asked of the medians: Price and Bonett ("Distribution-free confidence intervals for
 * difference and ratio of medians", Journal of Statistical Computation and Simulation 72, 2002). A difference should be
 * believed only if both say so: ranks differ where spreads do, and medians are noisy.
 *
 * @param seconds by how much the median of the first exceeds that of the second
 * @param interval its 95 % interval
 * @param pValueOfLonger how likely the first is seen so much longer where it isn't
 */
public record Medians(double seconds, Interval interval, double pValueOfLonger) {
    /** @throws IllegalStateException if one of them is empty */
    public static Medians compare(Distribution one, Distribution other) {
        double seconds = seconds(one.quantile(.5)) - seconds(other.quantile(.5));
        double half = Proportions.Z * Math.hypot(error(one, s -> s), error(other, s -> s));
        return new Medians(seconds, new Interval(seconds - half, seconds + half), pValueOfLonger(one, other));
    }

    /** The standard error of the median, after the durations in seconds were mapped by a rising function. */
    public static double error(Distribution took, DoubleUnaryOperator map) {
        int n = Math.toIntExact(took.count());
        int place = Math.max(1, (int) Math.round((n + 1) / 2.0 - Math.sqrt(n)));
        double outside = BinomialDistribution.of(n, .5).cumulativeProbability(place - 1);
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(outside);
        double low = map.applyAsDouble(seconds(took.atRank(place)));
        double high = map.applyAsDouble(seconds(took.atRank(n - place + 1L)));
        double bucket = map.applyAsDouble(seconds(took.quantile(.5)) * (1 + Distribution.RELATIVE_ERROR))
                - map.applyAsDouble(seconds(took.quantile(.5)));
        return n < 2 ? Double.POSITIVE_INFINITY : Math.hypot((high - low) / (2 * z), bucket / Math.sqrt(3));
    }

    private static double pValueOfLonger(Distribution one, Distribution other) {
        var ones = one.counts();
        var others = other.counts();
        var buckets = new TreeSet<>(ones.keySet());
        buckets.addAll(others.keySet());
        double wins = 0;
        double ties = 0;
        double shorter = 0;
        for (int bucket : buckets) {
            double here = ones.getOrDefault(bucket, 0L);
            double there = others.getOrDefault(bucket, 0L);
            wins += here * (shorter + there / 2);
            shorter += there;
            ties += Math.pow(here + there, 3) - (here + there);
        }
        double n = (double) one.count() + other.count();
        double pairs = (double) one.count() * other.count();
        double variance = pairs / 12 * (n + 1 - ties / (n * (n - 1)));
        return variance <= 0
                ? 1
                : NormalDistribution.of(0, 1).survivalProbability((wins - pairs / 2 - .5) / Math.sqrt(variance));
    }

    public static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
