package dev.afterwise.learn.stats;

import dev.afterwise.Tally;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Intervals and p-values that hold however often one looks, and whatever one then does: with 95 % confidence the truth is in every
 * one of them, from the first look to the last. An ordinary interval of 95 % promises that for one look only, fixed beforehand;
 * who looks after every execution and stops when he likes what he sees is sure to see something.
 *
 * <p>The price is an interval that is wider, by some two thirds at a thousand observations.
 */
public final class ConfidenceSequence {
    private static final double MISSED = .05;
    private static final double TOLERANCE = 1e-12;

    /** Where the interval is tightest, in observations: the mixture's variance is chosen so. */
    private static final double TIGHTEST_AT = 200;

    private ConfidenceSequence() {}

    /**
     * The rates that are not refuted yet: a rate is once its likelihood is less than a twentieth of that averaged over all rates from 0 to 1
     * (Robbins, "Statistical methods related to the law of the iterated logarithm", Annals of Mathematical Statistics 41, 1970).
     */
    public static Interval rate(Tally tally) {
        return rate(tally, MISSED);
    }

    private static Interval rate(Tally tally, double missed) {
        if (tally.tried() == 0) {
            return new Interval(0, 1);
        }
        double seen = tally.rate();
        double refuted = -Math.log(missed);
        double low = tally.worked() == 0 ? 0 : border(tally, refuted, seen, 0);
        double high = tally.worked() == tally.tried() ? 1 : border(tally, refuted, seen, 1);
        return new Interval(low, high);
    }

    /** Between a rate that is not refuted and one that is. */
    private static double border(Tally tally, double refuted, double from, double until) {
        double inside = from;
        double outside = until;
        while (Math.abs(outside - inside) > TOLERANCE) {
            double middle = (inside + outside) / 2;
            if (logEvidence(tally, middle) < refuted) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return outside;
    }

    /**
     * How likely so much evidence against this rate is ever seen where it is the true one. The smallest of all looks counts, and any
     * of them may be the last (Ville's inequality).
     */
    public static double pValue(Tally tally, double rate) {
        return Math.min(1, Math.exp(-logEvidence(tally, rate)));
    }

    /** By how many times the average likelihood of all rates exceeds that of this one, as a logarithm: an e-value. */
    public static double logEvidence(Tally tally, double rate) {
        int tried = Math.toIntExact(tally.tried());
        return -Math.log(tried + 1.0) - BinomialDistribution.of(tried, rate).logProbability((int) tally.worked());
    }

    /** By how much the one rate exceeds the other, however often one looks: from the sequences of both, each missing half as often. */
    public static Interval difference(Tally one, Tally other) {
        Interval mine = rate(one, MISSED / 2);
        Interval theirs = rate(other, MISSED / 2);
        return new Interval(mine.low() - theirs.high(), mine.high() - theirs.low());
    }

    /**
     * Where a mean lies, however often one looks, for a few dozen observations or more: the normal mixture of Robbins (1970), with
     * the variance seen so far (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic
     * confidence sequences", Annals of Statistics 52, 2024, theorem 2.2).
     *
     * @param count how many observations
     * @param mean of them
     * @param variance of them
     */
    public static Interval mean(long count, double mean, double variance) {
        if (count < 2) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double rho = mixture();
        double spread = count * rho + 1;
        double half = Math.sqrt(variance)
                * Math.sqrt(2 * spread / ((double) count * count * rho) * Math.log(Math.sqrt(spread) / MISSED));
        return new Interval(mean - half, mean + half);
    }

    /**
     * How likely so much evidence against this mean is ever seen where it is the true one, for a few dozen observations or more: it is
     * at most .05 where {@link #mean} does not hold it.
     */
    public static double pValue(long count, double mean, double variance, double truth) {
        if (count < 2 || variance <= 0) {
            return 1;
        }
        double rho = mixture();
        double spread = count * rho + 1;
        double sum = count * (mean - truth);
        double logEvidence = rho * sum * sum / variance / (2 * spread) - Math.log(spread) / 2;
        return Math.min(1, Math.exp(-logEvidence));
    }

    /** The variance of the mixture: close to the best choice for so many observations, as their appendix has it. */
    private static double mixture() {
        double least = -2 * Math.log(MISSED);
        return (least + Math.log(least) + 1) / TIGHTEST_AT;
    }
}
