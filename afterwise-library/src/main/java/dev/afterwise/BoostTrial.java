package dev.afterwise;

/**
 * How much boosts of a task have been worth so far. While a boost holds, chance leaves every fourth run without it; of each
 * run in which something had to be recovered the first such call counts, boosted or not.
 *
 * @param boosted how many recovered with the boost
 * @param heldOut how many recovered at the same time without it
 */
public record BoostTrial(String task, Tally boosted, Tally heldOut) {
    private static final double Z = 1.96;

    public BoostTrial merge(BoostTrial other) {
        return new BoostTrial(task, boosted.merge(other.boosted), heldOut.merge(other.heldOut));
    }

    /** By how much the share of those that recovered is higher with the boost, from -1 to 1. */
    public double gain() {
        return share(boosted) - share(heldOut);
    }

    /** The lower end of the gain's 95 % interval. */
    public double low() {
        return Math.max(-1, gain() - margin());
    }

    /** The upper end of the gain's 95 % interval. */
    public double high() {
        return Math.min(1, gain() + margin());
    }

    /**
     * With one more on each side of each arm, so that few say little (Agresti and Caffo, "Simple and effective confidence intervals
     * for proportions and differences of proportions", 2000).
     */
    private double margin() {
        return Z * Math.sqrt(variance(boosted) + variance(heldOut));
    }

    private static double share(Tally tally) {
        return (tally.worked() + 1.0) / (tally.tried() + 2.0);
    }

    private static double variance(Tally tally) {
        double share = share(tally);
        return share * (1 - share) / (tally.tried() + 2.0);
    }
}
