package dev.afterwise.learn.stats;

import dev.afterwise.Tally;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/** Tests of counts that are told apart in two ways. */
public final class Tables {
    /** Chances closer than this, relatively, are taken to be equal: they differ by rounding only. */
    private static final double TIE = 1e-7;

    private Tables() {}

    /**
     * How likely rates as different as these, in either direction, are seen where there is no difference and the total of successes is
     * given: Fisher's exact test ("The logic of inductive inference", Journal of the Royal Statistical Society 98, 1935), as the
     * sum of all tables that are no likelier. Where only the tries are given, {@link Proportions#pValue} is more powerful.
     */
    public static double fisher(Tally one, Tally other) {
        if (one.tried() == 0 || other.tried() == 0) {
            return 1;
        }
        int tries = Math.toIntExact(one.tried() + other.tried());
        int successes = (int) (one.worked() + other.worked());
        var tables = HypergeometricDistribution.of(tries, (int) one.tried(), successes);
        double seen = tables.probability((int) one.worked()) * (1 + TIE);
        double sum = 0;
        for (int x = tables.getSupportLowerBound(); x <= tables.getSupportUpperBound(); x++) {
            double chance = tables.probability(x);
            sum += chance <= seen ? chance : 0;
        }
        return Math.min(1, sum);
    }

    /**
     * How likely rows differ so much where columns have the same shares in all of them: Pearson's chi-squared test ("On the
     * criterion that a given system of deviations...", Philosophical Magazine 50, 1900). Empty rows and columns are left out. A good
     * approximation where most cells expect five or more (Cochran, Biometrics 10, 1954).
     */
    public static double chiSquared(long[][] counts) {
        double[] rows = Arrays.stream(counts)
                .mapToDouble(row -> Arrays.stream(row).sum())
                .toArray();
        double[] columns = new double[counts.length == 0 ? 0 : counts[0].length];
        for (long[] row : counts) {
            for (int j = 0; j < columns.length; j++) {
                columns[j] += row[j];
            }
        }
        double all = Arrays.stream(rows).sum();
        double statistic = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                double expected = rows[i] * columns[j] / all;
                statistic += expected > 0 ? Math.pow(counts[i][j] - expected, 2) / expected : 0;
            }
        }
        double freedom = (filled(rows) - 1.0) * (filled(columns) - 1.0);
        return freedom < 1 ? 1 : ChiSquaredDistribution.of(freedom).survivalProbability(statistic);
    }

    private static long filled(double[] sums) {
        return Arrays.stream(sums).filter(each -> each > 0).count();
    }
}
