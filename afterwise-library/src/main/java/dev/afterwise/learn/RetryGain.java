package dev.afterwise.learn;

import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How many more runs of a step would succeed if there were further attempts, as far as samples tell.
 *
 * <p>A run is lost, with a failure that may pass, with a chance of which {@code lost} is a sample; a further attempt succeeds
 * with a chance of which {@code retried} is one. Both chances have Beta posteriors from Jeffreys' prior, taken to be
 * independent. For a given chance of retries the gain is proportional to the chance of losing, so its distribution function is
 * a mean of Beta distribution functions: over a grid that is even in normal quantiles, so that tails count.
 */
final class RetryGain {
    private static final int GRID = 81;
    private static final double WIDEST = 4;
    private static final int HALVINGS = 50;

    private final BetaDistribution lost;
    private final BetaDistribution works;
    private final double passing;
    private final double[] chances = new double[GRID];
    private final double[] weights = new double[GRID];

    /**
     * @param lost of all runs, how many were lost to failures that may pass
     * @param retried of all retries, how many succeeded
     * @param passing the share of failed retries whose failures may pass in turn, so that they are retried
     */
    RetryGain(Tally lost, Tally retried, double passing) {
        this.lost = jeffreys(lost);
        this.works = jeffreys(retried);
        this.passing = passing;
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double sum = 0;
        for (int i = 0; i < GRID; i++) {
            double z = WIDEST * (2.0 * i / (GRID - 1) - 1);
            chances[i] = works.inverseCumulativeProbability(normal.cumulativeProbability(z));
            weights[i] = normal.density(z);
            sum += weights[i];
        }
        for (int i = 0; i < GRID; i++) {
            weights[i] /= sum;
        }
    }

    private static BetaDistribution jeffreys(Tally tally) {
        return BetaDistribution.of(tally.worked() + .5, tally.tried() - tally.worked() + .5);
    }

    /** How many further attempts a run takes that is lost now, if each succeeds with this chance. */
    private double attempts(double chance, int further) {
        double again = (1 - chance) * passing;
        double sum = 0;
        double reached = 1;
        for (int i = 0; i < further; i++) {
            sum += reached;
            reached *= again;
        }
        return sum;
    }

    /** The expected gain. */
    double mean(int further) {
        double sum = 0;
        for (int i = 0; i < GRID; i++) {
            sum += weights[i] * chances[i] * attempts(chances[i], further);
        }
        return lost.getMean() * sum;
    }

    /** How many attempts more a run takes on average. */
    double attemptsPerRun(int further) {
        return lost.getMean() * attempts(works.getMean(), further);
    }

    /** How likely the gain is at most this. */
    double atMost(double gain, int further) {
        double sum = 0;
        for (int i = 0; i < GRID; i++) {
            double saved = chances[i] * attempts(chances[i], further);
            sum += weights[i] * (gain >= saved ? 1 : lost.cumulativeProbability(gain / saved));
        }
        return Math.min(1, sum);
    }

    /** The 95 % interval of the gain. */
    Interval interval(int further) {
        return new Interval(quantile(.025, further), quantile(.975, further));
    }

    private double quantile(double q, int further) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (atMost(middle, further) < q) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
