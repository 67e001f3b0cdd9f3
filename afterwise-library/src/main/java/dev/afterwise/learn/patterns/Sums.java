package dev.afterwise.learn.patterns;

import dev.afterwise.learn.stats.Interval;

/**
 * What has been added up to judge whether outcomes go along with a number {@code x} of each execution, which is centred: its sum is
 * nothing.
 *
 * <p>The effect is the least-squares slope. It is judged twice, and the more cautious judgement counts, because either can be misled
 * where outcomes come in bursts. <em>By its own stretches:</em> how the sums of whole stretches of time vary around it, whatever the
 * outcomes within have in common, copies of each other included (Liang and Zeger, "Longitudinal data analysis using generalized
 * linear models", Biometrika 73, 1986); with as many degrees of freedom as there are stretches that tell, which may be few (Carter,
 * Schnepel and Steigerwald, "Asymptotic behavior of a t-test robust to cluster heterogeneity", Review of Economics and Statistics
 * 99, 2017). That misses the outages that by chance never met it. <em>By all stretches:</em> how outcomes vary between hours, shifts,
 * days and weeks anyhow, whichever says most. A rate is also judged without the normal approximation. For one thread.
 */
final class Sums {
    /** The standard normal quantile of 95 % intervals. */
    private static final double Z = 1.959963984540054;

    double products;
    double squares;
    double productProducts;
    double productSquares;
    double squareSquares;
    /** For each grain, the sum of the squared sums of {@code x} over its stretches. */
    final double[] together;

    Sums(int grains) {
        together = new double[grains];
    }

    /** One of the stretches that are independent of each other. */
    void stretch(double product, double square) {
        products += product;
        squares += square;
        productProducts += product * product;
        productSquares += product * square;
        squareSquares += square * square;
    }

    double effect() {
        return squares <= 0 ? 0 : products / squares;
    }

    /** The variance of {@link #products} as the sample's stretches have it anyhow. */
    private double usual(Sample sample) {
        double most = sample.variance() * squares;
        for (int i = 0; i < together.length; i++) {
            Grain grain = sample.grains().get(i);
            most = Math.max(most, grain.within() * squares + grain.between() * together[i]);
        }
        return most;
    }

    private double stretches() {
        return squareSquares <= 0 ? 0 : squares * squares / squareSquares;
    }

    /** The variance of {@link #products} as its own stretches have it. */
    private double own() {
        double slope = effect();
        double sum = productProducts - 2 * slope * productSquares + slope * slope * squareSquares;
        double stretches = stretches();
        return stretches <= 1 ? Double.POSITIVE_INFINITY : Math.max(0, sum) * stretches / (stretches - 1);
    }

    /** The standard error of the effect, the larger one. */
    double error(Sample sample) {
        return Math.sqrt(Math.max(usual(sample), own())) / squares;
    }

    Interval interval(Sample sample) {
        double half = Math.min(2, Z * error(sample));
        return new Interval(effect() - half, effect() + half);
    }

    /** The logarithm of the odds that there is an effect. */
    double odds(Sample sample) {
        if (squares <= 0 || sample.variance() <= 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double byUsual = Math.sqrt(usual(sample));
        double odds = Odds.normal(products / byUsual, byUsual / squares);
        double byOwn = Math.sqrt(own());
        if (odds <= 0 || byOwn == 0) {
            return odds;
        }
        return Double.isInfinite(byOwn)
                ? Double.NEGATIVE_INFINITY
                : Math.min(odds, Odds.student(products / byOwn, stretches() - 1, byOwn / squares));
    }

    /**
     * The same for a rate, where {@code x} parts the executions in two.
     *
     * @param with how many there are in the smaller part
     * @param share and which share that is
     * @param rate how many of them succeeded, as a share
     * @param base how many of all did
     */
    double odds(Sample sample, double with, double share, double rate, double base) {
        double odds = odds(sample);
        if (odds <= 0) {
            return odds;
        }
        double inflation = usual(sample) / (sample.variance() * squares);
        double tried = with / (1 - share) / inflation;
        return Math.min(odds, Odds.rate(rate * tried, tried, base));
    }
}
