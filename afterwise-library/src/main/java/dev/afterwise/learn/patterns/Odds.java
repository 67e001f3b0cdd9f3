package dev.afterwise.learn.patterns;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How much more likely data are where there is an effect of the usual size than where there is none: e-values, as logarithms.
 *
 * <p>Where there is nothing, the odds are 1 on average, whenever one looks: they are a bet that cannot be expected to gain
 * (Shafer, "Testing by betting", Journal of the Royal Statistical Society A 184, 2021). Because they are a martingale while a
 * history grows, at most one history of twenty ever shows odds of twenty to one, however often somebody looks (Ville). The effect is
 * taken to be normal around nothing (Robbins, "Statistical methods related to the law of the iterated logarithm", Annals of
 * Mathematical Statistics 41, 1970).
 */
final class Odds {
    /** How large an effect usually is if there is one, as a standard deviation. */
    private static final double USUAL = .1;

    private static final double GREATEST_Z = 37;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Odds() {}

    /** @param z the effect in standard errors */
    static double normal(double z, double error) {
        double ratio = USUAL / error * (USUAL / error);
        double capped = Math.min(Math.abs(z), GREATEST_Z);
        return capped * capped * ratio / (2 * (1 + ratio)) - Math.log1p(ratio) / 2;
    }

    /** Where the standard error is itself estimated, from so many independent parts less one. */
    static double student(double t, double freedom, double error) {
        if (!(freedom >= 1) || Double.isNaN(t)) {
            return Double.NEGATIVE_INFINITY;
        }
        double tail = TDistribution.of(freedom).survivalProbability(Math.abs(t));
        return normal(
                tail <= 0 ? GREATEST_Z : Math.max(0, NORMAL.inverseSurvivalProbability(Math.min(.5, tail))), error);
    }

    /**
     * For a rate, without the normal approximation: what is seen in few tries is skewed. The numbers need not be whole.
     *
     * @param base the rate where there is nothing
     */
    static double rate(double worked, double tried, double base) {
        if (base <= 0 || base >= 1) {
            return Double.NEGATIVE_INFINITY;
        }
        double strength = Math.max(2, base * (1 - base) / (USUAL * USUAL) - 1);
        double a = strength * base;
        double b = strength * (1 - base);
        return logBeta(a + worked, b + tried - worked)
                - logBeta(a, b)
                - worked * Math.log(base)
                - (tried - worked) * Math.log1p(-base);
    }

    private static double logBeta(double a, double b) {
        return logGamma(a) + logGamma(b) - logGamma(a + b);
    }

    /** Stirling's series, after a shift to where it is exact to 10 digits (Abramowitz and Stegun, 6.1.41). */
    static double logGamma(double x) {
        double shift = 0;
        double y = x;
        while (y < 10) {
            shift += Math.log(y);
            y++;
        }
        double inverse = 1 / (y * y);
        double series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680))) / y;
        return (y - .5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - shift;
    }
}
