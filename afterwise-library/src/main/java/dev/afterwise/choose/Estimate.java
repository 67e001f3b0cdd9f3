package dev.afterwise.choose;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * What is thought of the chance that an arm works: a Beta distribution, part opinion and part measurement.
 *
 * @param alpha more than 0: how often it worked, those times that are only assumed included
 * @param beta more than 0: how often it failed, as well
 * @param price how much chance of success it is worth not to need this arm, from 0 to 1
 * @param measured what was counted of this very arm
 */
public record Estimate(double alpha, double beta, double price, Counts measured) {
    /**
     * An opinion.
     *
     * @param strength how many outcomes it is worth
     */
    public static Estimate prior(double chance, double strength, double price) {
        return new Estimate(chance * strength, (1 - chance) * strength, price, Counts.NONE);
    }

    /** The most likely chance of success, from 0 to 1. */
    public double chance() {
        return alpha / (alpha + beta);
    }

    /** The chance of success, less the price. */
    public double utility() {
        return chance() - price;
    }

    /** The lower end of where the chance is with 95 % probability. */
    public double low() {
        return BetaDistribution.of(alpha, beta).inverseCumulativeProbability(.025);
    }

    /** The upper end of where the chance is with 95 % probability. */
    public double high() {
        return BetaDistribution.of(alpha, beta).inverseCumulativeProbability(.975);
    }

    /**
     * The same chance, taken to be surer than it is, so that less is explored (Chapelle and Li, "An empirical evaluation of Thompson
     * sampling", NIPS 2011, call it posterior reshaping).
     *
     * @param factor how often each outcome counts
     */
    public Estimate sharper(double factor) {
        return new Estimate(factor * alpha, factor * beta, price, measured);
    }

    /** Learns from others of its kind: they count for at most so many outcomes together with the opinion. */
    Estimate alike(Counts others, double most) {
        double worked = alpha + others.worked();
        double failed = beta + others.failed();
        double less = Math.min(1, most / (worked + failed));
        return new Estimate(less * worked, less * failed, price, Counts.NONE);
    }

    /**
     * Learns from its own outcomes.
     *
     * @param perSecond the price of each second that it takes on average
     */
    Estimate own(Counts own, double perSecond) {
        double seconds = own.seconds() / (own.sample() + 1);
        return new Estimate(alpha + own.worked(), beta + own.failed(), Math.min(1, price + perSecond * seconds), own);
    }
}
