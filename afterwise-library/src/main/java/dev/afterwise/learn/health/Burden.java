package dev.afterwise.learn.health;

import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.util.Locale;

/**
 * What pulls a score down.
 *
 * @param points by how much, from 0 to 100
 * @param interval within which that is, with 95 % confidence; both ends are {@code points} where it is counted and not estimated
 * @param because what was seen, in figures
 */
public record Burden(double points, Interval interval, String because) {
    /** Each hundredth that fails costs so many points. */
    static final double PER_HUNDREDTH = 2;
    /** Failures alone cost no more. */
    static final double MOST_FOR_FAILURES = 60;
    /** What got worse, or a resource that runs short, costs no more. */
    static final double MOST_FOR_OTHERS = 20;

    /** A burden that is counted. */
    public static Burden counted(double points, String because) {
        double most = Math.min(points, MOST_FOR_OTHERS);
        return new Burden(most, new Interval(most, most), because);
    }

    static Burden ofFailures(Tally decided) {
        Interval rate = Proportions.interval(decided);
        String because = String.format(
                Locale.ROOT,
                "%s %% of %,d decided executions failed (%s to %s)",
                percent(1 - decided.rate()),
                decided.tried(),
                percent(1 - rate.high()),
                percent(1 - rate.low()));
        return new Burden(cost(1 - decided.rate()), new Interval(cost(1 - rate.high()), cost(1 - rate.low())), because);
    }

    private static double cost(double failing) {
        return Math.min(MOST_FOR_FAILURES, PER_HUNDREDTH * 100 * failing);
    }

    static String percent(double share) {
        String plain = String.format(Locale.ROOT, "%.1f", share * 100);
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }
}
