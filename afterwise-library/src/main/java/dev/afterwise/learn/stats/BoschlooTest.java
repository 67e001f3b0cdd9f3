package dev.afterwise.learn.stats;

import dev.afterwise.Tally;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The one-sided exact test that one rate is higher than another.
 *
 * <p>Fisher's exact test holds both the tries and the total of successes fixed. Only the tries are, so it is needlessly
 * cautious. Boschloo ("Raised conditional level of significance for the 2x2-table when testing the equality of two
 * probabilities", Statistica Neerlandica 24, 1970) takes Fisher's p-value as a mere statistic, and as p-value the greatest
 * chance, over all common rates, of one as small as that seen. It is exact, never greater than Fisher's p-value, and more
 * powerful than his test at every sample size (Mehrotra, Chan and Berger, "A cautionary note on exact unconditional inference
 * for a difference between two independent binomial proportions", Biometrics 59, 2003).
 *
 * <p>The tables at least as extreme as the one seen form a staircase (Barnard's convexity condition holds), so it takes only
 * one walk along its edge to find them. The greatest chance is looked for at {@value #GRID} rates, evenly spaced in the
 * arcsine of their square root, in which its bumps are equally wide, and then more closely around the best of them. Above {@value #MOST_TRIES} tries, where the two tests
 * hardly differ, the p-value is Fisher's; above {@value #MOST_EXACT} that of the normal approximation.
 */
final class BoschlooTest {
    private static final int GRID = 100;
    private static final int FINER = 10;
    private static final int MOST_TRIES = 1_000;
    private static final int MOST_EXACT = 1_000_000;
    /** Fisher's p-values closer than this, relatively, are taken to be equal: they differ by rounding only. */
    private static final double TIE = 1e-7;

    private final Tally one;
    private final Tally other;

    BoschlooTest(Tally one, Tally other) {
        this.one = one;
        this.other = other;
    }

    double pValue() {
        if (one.rate() <= other.rate()) {
            return 1;
        }
        long tries = one.tried() + other.tried();
        if (tries > MOST_EXACT) {
            return approximate();
        }
        return tries > MOST_TRIES ? fisher() : new Tables((int) one.tried(), (int) other.tried()).pValue();
    }

    /** Fisher's p-value: the chance of at least so many of all successes falling to the first. */
    private double fisher() {
        int tries = (int) (one.tried() + other.tried());
        int successes = (int) (one.worked() + other.worked());
        return HypergeometricDistribution.of(tries, (int) one.tried(), successes)
                .survivalProbability((int) one.worked() - 1);
    }

    private double approximate() {
        double pooled = one.merge(other).rate();
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / one.tried() + 1.0 / other.tried()));
        return NormalDistribution.of(0, 1).survivalProbability((one.rate() - other.rate()) / error);
    }

    /** All tables of {@code n} and {@code m} tries, small enough to be listed. */
    private final class Tables {
        private final int n;
        private final int m;
        private final double[] waysOfOne;
        private final double[] waysOfOther;
        private final double[] waysOfBoth;

        Tables(int n, int m) {
            this.n = n;
            this.m = m;
            this.waysOfOne = logBinomials(n);
            this.waysOfOther = logBinomials(m);
            this.waysOfBoth = logBinomials(n + m);
        }

        double pValue() {
            double fisher = fisher((int) one.worked(), (int) other.worked());
            return Math.min(fisher, greatestChance(edge(fisher)));
        }

        private double fisher(int x, int y) {
            double sum = 0;
            for (int i = x; i <= Math.min(n, x + y); i++) {
                sum += Math.exp(waysOfOne[i] + waysOfOther[x + y - i] - waysOfBoth[x + y]);
            }
            return sum;
        }

        /** For each number of successes of the first, the most of the second that is at least as extreme; -1 if none is. */
        private int[] edge(double seen) {
            int[] edge = new int[n + 1];
            int y = -1;
            for (int x = 0; x <= n; x++) {
                while (y < m && fisher(x, y + 1) <= seen * (1 + TIE)) {
                    y++;
                }
                edge[x] = y;
            }
            return edge;
        }

        private double greatestChance(int[] edge) {
            DoubleUnaryOperator chance = angle -> chance(edge, Math.pow(Math.sin(angle), 2));
            double step = Math.PI / 2 / GRID;
            double highest = highest(chance, step, Math.PI / 2 - step, step);
            return Math.min(1, chance.applyAsDouble(highest(chance, highest - step, highest + step, step / FINER)));
        }

        /** The chance of a table at least as extreme, where both rates are this. */
        private double chance(int[] edge, double rate) {
            double[] first = probabilities(waysOfOne, rate);
            double[] second = probabilities(waysOfOther, rate);
            double sum = 0;
            double upToEdge = 0;
            int y = -1;
            for (int x = 0; x <= n; x++) {
                while (y < edge[x]) {
                    upToEdge += second[++y];
                }
                sum += first[x] * upToEdge;
            }
            return sum;
        }
    }

    /** Where, among evenly spaced angles, the chance is greatest. */
    private static double highest(DoubleUnaryOperator chance, double from, double to, double step) {
        double best = from;
        double greatest = 0;
        for (double angle = from; angle < to + step / 2; angle += step) {
            double here = chance.applyAsDouble(angle);
            if (here > greatest) {
                greatest = here;
                best = angle;
            }
        }
        return best;
    }

    private static double[] probabilities(double[] logWays, double rate) {
        int n = logWays.length - 1;
        double success = Math.log(rate);
        double failure = Math.log1p(-rate);
        double[] probabilities = new double[n + 1];
        for (int k = 0; k <= n; k++) {
            probabilities[k] = Math.exp(logWays[k] + k * success + (n - k) * failure);
        }
        return probabilities;
    }

    private static double[] logBinomials(int n) {
        double[] logs = new double[n + 1];
        for (int k = 1; k <= n; k++) {
            logs[k] = logs[k - 1] + Math.log((double) (n - k + 1) / k);
        }
        return logs;
    }
}
