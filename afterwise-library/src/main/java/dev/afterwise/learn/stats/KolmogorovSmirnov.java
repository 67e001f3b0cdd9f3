package dev.afterwise.learn.stats;

import java.util.Arrays;

/**
 * Whether two samples come from the same distribution, in whatever they may differ: Smirnov's test ("On the estimation of the
 * discrepancy between empirical curves of distribution for two independent samples", Bulletin of Moscow University 2, 1939).
 */
public final class KolmogorovSmirnov {
    /** So many pairs are tested exactly. */
    private static final long MOST_EXACT = 1_000_000;

    private static final double ROUNDING = 1e-9;
    private static final double NEGLIGIBLE = 1e-17;

    private KolmogorovSmirnov() {}

    /** The greatest distance between both distribution functions, from 0 to 1; 0 if either is empty. */
    public static double distance(double[] one, double[] other) {
        double[] x = one.clone();
        double[] y = other.clone();
        Arrays.sort(x);
        Arrays.sort(y);
        double greatest = 0;
        int i = 0;
        int j = 0;
        while (i < x.length && j < y.length) {
            double here = Math.min(x[i], y[j]);
            while (i < x.length && x[i] <= here) {
                i++;
            }
            while (j < y.length && y[j] <= here) {
                j++;
            }
            greatest = Math.max(greatest, Math.abs((double) i / x.length - (double) j / y.length));
        }
        return greatest;
    }

    /**
     * How likely samples so far apart are seen where both are of the same distribution. Exact for small samples without ties (with ties
     * it is cautious), by counting paths (Hodges, "The significance probability of the Smirnov two-sample test", Arkiv för
     * Matematik 3, 1958); else by Kolmogorov's limit.
     */
    public static double pValue(double[] one, double[] other) {
        if (one.length == 0 || other.length == 0) {
            return 1;
        }
        double distance = distance(one, other);
        long pairs = (long) one.length * other.length;
        return pairs <= MOST_EXACT
                ? exact(one.length, other.length, distance)
                : limit(Math.sqrt((double) pairs / (one.length + (double) other.length)) * distance);
    }

    /** The chance that a random path from corner to corner leaves the band in which distributions are closer than this. */
    private static double exact(int n, int m, double distance) {
        double[] inside = new double[m + 1];
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= m; j++) {
                boolean leaves = Math.abs((double) i / n - (double) j / m) >= distance - ROUNDING;
                if (leaves && i + j > 0) {
                    inside[j] = 0;
                } else if (i + j == 0) {
                    inside[j] = 1;
                } else {
                    // The next of i + j numbers is one of the i with this chance, whatever came before.
                    double share = (double) i / (i + j);
                    inside[j] = (i > 0 ? share * inside[j] : 0) + (j > 0 ? (1 - share) * inside[j - 1] : 0);
                }
            }
        }
        return Math.clamp(1 - inside[m], 0, 1);
    }

    private static double limit(double scaled) {
        if (scaled < .2) {
            return 1;
        }
        double sum = 0;
        for (int k = 1; ; k++) {
            double term = Math.exp(-2.0 * k * k * scaled * scaled);
            sum += k % 2 == 1 ? term : -term;
            if (term < NEGLIGIBLE) {
                return Math.clamp(2 * sum, 0, 1);
            }
        }
    }
}
