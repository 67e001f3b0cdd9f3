package dev.afterwise.learn.change;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How likely a series without a change looks as if it had one, somewhere.
 *
 * <p>Of a series of {@code n} independent standard normal numbers, each place splits it into two parts, whose means differ by so
 * many standard errors. The largest of them, over all places, is far larger than one at a place that was known before. Its tail is
 * that of James, James and Siegmund ("Tests for a change-point", Biometrika 74, 1987), which counts the places as what they are, a
 * discrete walk; from .1 down it is within an eighth of simulated tails.
 */
final class ScanTail {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int PARTS = 400;

    private ScanTail() {}

    /**
     * The chance that the largest difference, in either direction, is at least {@code z} standard errors.
     *
     * @param n how many numbers there are
     * @param least how many of them each part has at least, so that few odd ones at an end are not taken for a change
     */
    static double pValue(double z, int n, int least) {
        double b = Math.abs(z);
        double atOnePlace = Math.min(1, 2 * NORMAL.survivalProbability(b));
        if (n < 2 * least || b < 1) {
            return 1;
        }
        double from = (double) least / n;
        // In logits of the place, where the integrand is smooth up to the ends: dt / (t (1 - t)) is the logit's
        // differential.
        double end = Math.log((1 - from) / from);
        double sum = 0;
        for (int i = 0; i < PARTS; i++) {
            double t = 1 / (1 + Math.exp(end * (1 - 2 * (i + .5) / PARTS)));
            sum += overshoot(b / Math.sqrt(n * t * (1 - t)));
        }
        double tail = b * NORMAL.density(b) * sum * 2 * end / PARTS;
        return Math.clamp(tail + atOnePlace, 0, 1);
    }

    /** How much less often a discrete walk passes a line than a continuous one that drifts towards it (Siegmund 1985). */
    private static double overshoot(double x) {
        double half = x / 2;
        double above = NORMAL.cumulativeProbability(half);
        return (2 / x) * (above - .5) / (half * above + NORMAL.density(half));
    }
}
