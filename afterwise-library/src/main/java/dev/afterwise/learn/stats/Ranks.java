package dev.afterwise.learn.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Tests that look at the order of numbers only, so neither outliers nor the unit matter. Numbers that are equal share the mean of
 * their ranks.
 */
public final class Ranks {
    /** So many pairs of numbers, without ties, are tested exactly. */
    private static final long MOST_EXACT = 2_500;

    private Ranks() {}

    /** The ranks, from 1; those of equal numbers are the mean of theirs. */
    public static double[] of(double... numbers) {
        double[] ranks = new double[numbers.length];
        rank(numbers, ranks);
        return ranks;
    }

    /** Ranks from 0 to 1, with .5 in the middle: which share of all numbers is less, with half of those that are equal. */
    public static double[] shares(double... numbers) {
        double[] ranks = of(numbers);
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = (ranks[i] - .5) / ranks.length;
        }
        return ranks;
    }

    /** Fills the ranks and returns the sum of t^3 - t over all ties of t numbers. */
    private static double rank(double[] numbers, double[] ranks) {
        int[] order = Order.of(numbers);
        double ties = 0;
        for (int from = 0; from < order.length; ) {
            int until = from + 1;
            while (until < order.length && numbers[order[until]] == numbers[order[from]]) {
                until++;
            }
            double t = until - (double) from;
            ties += t * t * t - t;
            for (int i = from; i < until; i++) {
                ranks[order[i]] = (from + 1 + until) / 2.0;
            }
            from = until;
        }
        return ties;
    }

    /**
     * How likely {@code one} is seen so much larger than {@code other} where it isn't: the test of Mann and Whitney ("On a test of
     * whether one of two random variables is stochastically larger than the other", Annals of Mathematical Statistics 18, 1947).
     * Exact for small samples without ties, else by the normal approximation with corrections for ties and continuity.
     */
    public static double pValueOfGreater(double[] one, double[] other) {
        return mannWhitney(one, other)[0];
    }

    /** How likely samples so different, in either direction, are seen where there is no difference: the same test, two-sided. */
    public static double pValue(double[] one, double[] other) {
        double[] p = mannWhitney(one, other);
        return Math.min(1, 2 * Math.min(p[0], p[1]));
    }

    /** The p-values of greater and of less. */
    private static double[] mannWhitney(double[] one, double[] other) {
        int n = one.length;
        int m = other.length;
        if (n == 0 || m == 0) {
            return new double[] {1, 1};
        }
        double[] all = Arrays.copyOf(one, n + m);
        System.arraycopy(other, 0, all, n, m);
        double[] ranks = new double[n + m];
        double ties = rank(all, ranks);
        double wins = -n * (n + 1.0) / 2;
        for (int i = 0; i < n; i++) {
            wins += ranks[i];
        }
        double pairs = (double) n * m;
        if (ties == 0 && pairs <= MOST_EXACT) {
            double[] chances = chances(n, m);
            return new double[] {sum(chances, (int) wins, (int) pairs), sum(chances, 0, (int) wins)};
        }
        double size = (double) n + m;
        double variance = pairs / 12 * (size + 1 - ties / (size * (size - 1)));
        if (variance <= 0) {
            return new double[] {1, 1};
        }
        double off = wins - pairs / 2;
        NormalDistribution normal = NormalDistribution.of(0, 1);
        return new double[] {
            normal.survivalProbability((off - .5) / Math.sqrt(variance)),
            normal.cumulativeProbability((off + .5) / Math.sqrt(variance))
        };
    }

    private static double sum(double[] chances, int from, int to) {
        double sum = 0;
        for (int i = Math.max(0, from); i <= to; i++) {
            sum += chances[i];
        }
        return Math.min(1, sum);
    }

    /** The chance of each number of wins of {@code n} numbers over {@code m} others, by the recurrence of Mann and Whitney. */
    private static double[] chances(int n, int m) {
        double[][] ways = new double[m + 1][];
        for (int j = 0; j <= m; j++) {
            ways[j] = new double[n * m + 1];
            ways[j][0] = 1;
        }
        for (int i = 1; i <= n; i++) {
            double[][] next = new double[m + 1][n * m + 1];
            next[0][0] = 1;
            for (int j = 1; j <= m; j++) {
                // The largest of all i + j is one of the i, which wins j times, or one of the j.
                double share = (double) i / (i + j);
                for (int wins = 0; wins <= i * j; wins++) {
                    next[j][wins] = (wins >= j ? share * ways[j][wins - j] : 0) + (1 - share) * next[j - 1][wins];
                }
            }
            ways = next;
        }
        return ways[m];
    }

    /**
     * How likely groups so different are seen where all have the same distribution: the test of Kruskal and Wallis ("Use of ranks
     * in one-criterion variance analysis", JASA 47, 1952), corrected for ties, by the chi-squared approximation.
     */
    public static double kruskalWallis(double[]... groups) {
        double[][] filled =
                Arrays.stream(groups).filter(each -> each.length > 0).toArray(double[][]::new);
        double[] all = Arrays.stream(filled).flatMapToDouble(Arrays::stream).toArray();
        double n = all.length;
        double[] ranks = new double[all.length];
        double ties = rank(all, ranks);
        if (filled.length < 2 || n * n * n - n == ties) {
            return 1;
        }
        double h = 0;
        int next = 0;
        for (double[] group : filled) {
            double sum = 0;
            for (int i = 0; i < group.length; i++) {
                sum += ranks[next++];
            }
            h += sum * sum / group.length;
        }
        h = (12 / (n * (n + 1)) * h - 3 * (n + 1)) / (1 - ties / (n * n * n - n));
        return ChiSquaredDistribution.of(filled.length - 1.0).survivalProbability(Math.max(0, h));
    }

    /**
     * How closely one number goes with another: Spearman's rank correlation ("The proof and measurement of association between
     * two things", American Journal of Psychology 15, 1904). The p-value is that of the t approximation, the interval that of
     * Fisher's z with the variance of Bonett and Wright ("Sample size requirements for estimating Pearson, Kendall and Spearman
     * correlations", Psychometrika 65, 2000).
     *
     * @param other the partner of each number, at the same place
     */
    public static Correlation spearman(double[] one, double[] other) {
        int n = one.length;
        double rho = n < 3 ? Double.NaN : pearson(of(one), of(other));
        if (Double.isNaN(rho)) {
            return new Correlation(0, new Interval(-1, 1), 1, n);
        }
        double t = rho * Math.sqrt((n - 2) / Math.max(1e-300, (1 - rho) * (1 + rho)));
        double p = 2 * TDistribution.of(n - 2.0).survivalProbability(Math.abs(t));
        if (n < 4) {
            return new Correlation(rho, new Interval(-1, 1), p, n);
        }
        double half = Proportions.Z * Math.sqrt((1 + rho * rho / 2) / (n - 3));
        double z = .5 * Math.log((1 + rho) / (1 - rho));
        Interval interval =
                Math.abs(rho) >= 1 ? new Interval(rho, rho) : new Interval(Math.tanh(z - half), Math.tanh(z + half));
        return new Correlation(rho, interval, p, n);
    }

    private static double pearson(double[] x, double[] y) {
        // The mean of ranks is known.
        double middle = (x.length + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - middle) * (y[i] - middle);
            xx += (x[i] - middle) * (x[i] - middle);
            yy += (y[i] - middle) * (y[i] - middle);
        }
        return Math.clamp(xy / Math.sqrt(xx * yy), -1, 1);
    }
}
