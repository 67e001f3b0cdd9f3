package dev.afterwise.learn.stats;

import dev.afterwise.Tally;
import java.util.List;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * What is believed of a rate: as if it had worked and failed so often. A belief that was formed from many rates of the same kind
 * ({@link #among}) pulls what is seen of a new one toward their middle, the less there is of it the more; so three successes of
 * three are no rate of 100 %. Counts need not be whole: old ones may {@linkplain #faded fade}.
 *
 * @param worked more than 0
 * @param failed more than 0
 */
public record Beta(double worked, double failed) {
    /** Every rate is as likely as every other. */
    public static final Beta UNKNOWN = new Beta(1, 1);

    private static final double FEWEST = .2;
    private static final double MOST = 1e6;
    private static final double TAIL = .025;

    /** @throws IllegalArgumentException if a count is not more than 0, or none */
    public Beta {
        if (!(worked > 0 && failed > 0 && worked + failed < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The counts of a belief must be more than 0, but they are (%s) and (%s)."
                    .formatted(worked, failed));
        }
    }

    /**
     * What rates of this kind are like, by the moments of those seen (Kleinman, "Proportions with extraneous variance: single
     * and independent samples", JASA 68, 1973, with weights by tries); {@link #UNKNOWN} for fewer than two of them.
     */
    public static Beta among(List<Tally> alike) {
        List<Tally> tried = alike.stream().filter(each -> each.tried() > 0).toList();
        double n = tried.stream().mapToDouble(Tally::tried).sum();
        double all = tried.stream().mapToDouble(Tally::worked).sum();
        if (tried.size() < 2 || n <= tried.size()) {
            return UNKNOWN;
        }
        // Half a success and half a failure more, so that a perfect record has a variance, too.
        double mean = (all + .5) / (n + 1);
        double between = tried.stream()
                .mapToDouble(each -> each.tried() * Math.pow(each.rate() - mean, 2))
                .sum();
        double squares = tried.stream()
                .mapToDouble(each -> (double) each.tried() * each.tried())
                .sum();
        double within = mean * (1 - mean);
        double freedom = tried.size() - 1.0;
        // The expectation of the scatter is within * (freedom + share * (n - squares / n - freedom)).
        double share = (between / within - freedom) / (n - squares / n - freedom);
        double size = share <= 0 ? MOST : Math.clamp(1 / share - 1, FEWEST, MOST);
        return new Beta(mean * size, (1 - mean) * size);
    }

    /** The same after this was seen. */
    public Beta after(Tally seen) {
        return after((double) seen.worked(), (double) seen.tried() - seen.worked());
    }

    /** The same after it worked and failed so often. */
    public Beta after(double moreWorked, double moreFailed) {
        return new Beta(worked + moreWorked, failed + moreFailed);
    }

    /**
     * The same when what was seen has lost so much of its weight: this belief fades toward the one before anything was seen.
     *
     * @param left from 0, nothing, to 1, everything: 2^(-time / half-life)
     */
    public Beta faded(double left, Beta before) {
        return new Beta(
                before.worked + left * (worked - before.worked), before.failed + left * (failed - before.failed));
    }

    public double mean() {
        return worked / (worked + failed);
    }

    /** Where the rate lies with a chance of 95 %; both tails are equally likely. */
    public Interval interval() {
        BetaDistribution beta = BetaDistribution.of(worked, failed);
        return new Interval(beta.inverseCumulativeProbability(TAIL), beta.inverseSurvivalProbability(TAIL));
    }
}
