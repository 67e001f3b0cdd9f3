package dev.afterwise.heal;

import dev.afterwise.Tally;

/**
 * What learning brings: how many calls recovered where it was followed, and in those that were held out, by chance, to follow the
 * experts' order. All calls are counted in which a remedy came to its end, since anybody began to count.
 */
public record Uplift(Tally learned, Tally experts) {
    private static final double Z = 1.959963984540054;

    /** How much more of the calls recovered, from -1 to 1; not a number as long as one of the groups is empty. */
    public double difference() {
        return learned.rate() - experts.rate();
    }

    /** The lower end of the 95 % interval of the difference. */
    public double low() {
        return Math.max(-1, middle() - half());
    }

    /** The upper end of the 95 % interval of the difference. */
    public double high() {
        return Math.min(1, middle() + half());
    }

    // One success and one failure more in each group: Agresti and Caffo, "Simple and effective confidence intervals for
    // proportions and differences of proportions", The American Statistician 54, 2000.
    private double middle() {
        return rate(learned) - rate(experts);
    }

    private double half() {
        return Z * Math.sqrt(variance(learned) + variance(experts));
    }

    private static double rate(Tally tally) {
        return (tally.worked() + 1.0) / (tally.tried() + 2.0);
    }

    private static double variance(Tally tally) {
        return rate(tally) * (1 - rate(tally)) / (tally.tried() + 2.0);
    }
}
