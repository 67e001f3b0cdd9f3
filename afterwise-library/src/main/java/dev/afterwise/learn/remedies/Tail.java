package dev.afterwise.learn.remedies;

import dev.afterwise.Tally;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** Exact tails of the binomial distribution: whether a rate is above or below a given one. */
final class Tail {
    private Tail() {}

    /** How likely so few worked, or fewer, where each does with this chance. */
    static double fewer(Tally tally, double chance) {
        return tally.tried() == 0
                ? 1
                : BinomialDistribution.of(Math.toIntExact(tally.tried()), chance)
                        .cumulativeProbability(Math.toIntExact(tally.worked()));
    }

    /** How likely so many worked, or more, where each does with this chance. */
    static double more(Tally tally, double chance) {
        return tally.tried() == 0
                ? 1
                : BinomialDistribution.of(Math.toIntExact(tally.tried()), chance)
                        .survivalProbability(Math.toIntExact(tally.worked()) - 1);
    }
}
