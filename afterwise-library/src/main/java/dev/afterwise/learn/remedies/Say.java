package dev.afterwise.learn.remedies;

import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;

/** How numbers are said in reasons. */
final class Say {
    private Say() {}

    /** Such as {@code 96 % of 22 (78-99 %)}. */
    static String rate(Tally tally) {
        Interval interval = Proportions.interval(tally);
        return "%.0f %% of %,d (%.0f-%.0f %%)"
                .formatted(100 * tally.rate(), tally.tried(), 100 * interval.low(), 100 * interval.high());
    }

    /** How many failed, as {@link #rate}. */
    static String failures(Tally tally) {
        return rate(new Tally(tally.tried(), tally.tried() - tally.worked()));
    }

    /** Such as {@code 28 points (10 to 45)}. */
    static String points(double effect, Interval interval) {
        return "%.0f points (%.0f to %.0f)".formatted(100 * effect, 100 * interval.low(), 100 * interval.high());
    }
}
