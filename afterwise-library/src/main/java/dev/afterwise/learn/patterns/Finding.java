package dev.afterwise.learn.patterns;

import dev.afterwise.learn.stats.Interval;

/**
 * What came of looking at one thing.
 *
 * @param odds the logarithm of the odds that there is an effect
 * @param size of how many executions it holds
 * @param others of how many it doesn't
 */
record Finding(double odds, double effect, double error, Interval interval, long size, long others) {
    static final Finding NOTHING =
            new Finding(Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY, new Interval(-1, 1), 0, 0);

    static Finding of(Sums sums, Sample sample, double odds, long size, long others) {
        return new Finding(odds, sums.effect(), sums.error(sample), sums.interval(sample), size, others);
    }

    Finding withOdds(double others) {
        return new Finding(others, effect, error, interval, size, this.others);
    }

    /** This finding in another unit. */
    Finding times(double factor) {
        var scaled = new Interval(Math.max(-1, interval.low() * factor), Math.min(1, interval.high() * factor));
        return new Finding(odds, effect * factor, error * factor, scaled, size, others);
    }

    /** The same, said of the others. */
    Finding ofOthers() {
        // What was the rest is the part now, and the other way round.
        return new Finding(
                odds,
                -effect,
                error,
                new Interval(-interval.high(), -interval.low()),
                /* size= */ others,
                /* others= */ size);
    }
}
