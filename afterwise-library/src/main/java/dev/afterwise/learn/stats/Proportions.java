package dev.afterwise.learn.stats;

import dev.afterwise.Tally;
import java.util.List;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * What a count of successes says about the rate behind it. Tries are taken to be independent of each other.
 *
 * <p>Nothing tried is no error: the rate is then somewhere from 0 to 1.
 */
public final class Proportions {
    /** The standard normal quantile of 95 % intervals. */
    public static final double Z = 1.959963984540054;

    private Proportions() {}

    /**
     * The 95 % interval of a rate, by Wilson's score ("Probable inference, the law of succession, and statistical inference",
     * JASA 22, 1927). Chosen because it is right from the first few tries on, never leaves 0 to 1, does not shrink to a point
     * when everything worked, and is what {@link #difference} is made of. Its coverage is 95 % on average over all rates,
     * not at least 95 % for each (Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical
     * Science 16, 2001).
     */
    public static Interval interval(Tally tally) {
        if (tally.tried() == 0) {
            return new Interval(0, 1);
        }
        double n = tally.tried();
        double centre = tally.worked() + Z * Z / 2;
        double half = Z * Math.sqrt(tally.worked() * (n - tally.worked()) / n + Z * Z / 4);
        double low = tally.worked() == 0 ? 0 : (centre - half) / (n + Z * Z);
        double high = tally.worked() == tally.tried() ? 1 : (centre + half) / (n + Z * Z);
        return new Interval(low, high);
    }

    /**
     * What a rate is at least, with this confidence, exactly (Clopper and Pearson, "The use of confidence or fiducial limits
     * illustrated in the case of the binomial", Biometrika 26, 1934).
     */
    public static double lowerBound(Tally tally, double confidence) {
        return tally.worked() == 0
                ? 0
                : BetaDistribution.of((double) tally.worked(), tally.tried() - tally.worked() + 1.0)
                        .inverseCumulativeProbability(1 - confidence);
    }

    /** What a rate is at most, with this confidence, exactly, as {@link #lowerBound}. */
    public static double upperBound(Tally tally, double confidence) {
        return 1 - lowerBound(new Tally(tally.tried(), tally.tried() - tally.worked()), confidence);
    }

    /**
     * The 95 % interval of how much higher the rate behind {@code one} is than that behind {@code other}: Newcombe's hybrid
     * score interval ("Interval estimation for the difference between independent proportions: comparison of eleven methods",
     * Statistics in Medicine 17, 1998, method 10).
     */
    public static Interval difference(Tally one, Tally other) {
        return contrast(List.of(one, other), 1, -1);
    }

    /**
     * The 95 % interval of a weighted sum of rates, by recovering variances from their score intervals; with weights 1 and -1
     * it is {@link #difference} (Zou, Huang and Zhang, "A note on confidence interval estimation for a linear function of
     * binomial proportions", Computational Statistics and Data Analysis 53, 2009).
     */
    public static Interval contrast(List<Tally> tallies, double... weights) {
        double estimate = 0;
        double below = 0;
        double above = 0;
        for (int i = 0; i < weights.length; i++) {
            Interval rate = interval(tallies.get(i));
            double middle = weights[i]
                    * (tallies.get(i).tried() == 0 ? .5 : tallies.get(i).rate());
            double oneEnd = weights[i] * rate.low();
            double otherEnd = weights[i] * rate.high();
            estimate += middle;
            below += square(middle - Math.min(oneEnd, otherEnd));
            above += square(Math.max(oneEnd, otherEnd) - middle);
        }
        return new Interval(estimate - Math.sqrt(below), estimate + Math.sqrt(above));
    }

    /**
     * How likely rates as different as these, in either direction, are seen where there is no difference: twice the smaller of
     * both {@link #pValueOfGreater one-sided} p-values, at most 1.
     */
    public static double pValue(Tally one, Tally other) {
        return Math.min(1, 2 * Math.min(pValueOfGreater(one, other), pValueOfGreater(other, one)));
    }

    /** How likely {@code one} exceeds {@code other} so clearly where its rate is not higher: Boschloo's exact test. */
    public static double pValueOfGreater(Tally one, Tally other) {
        return one.tried() == 0 || other.tried() == 0 ? 1 : new BoschlooTest(one, other).pValue();
    }

    private static double square(double x) {
        return x * x;
    }
}
