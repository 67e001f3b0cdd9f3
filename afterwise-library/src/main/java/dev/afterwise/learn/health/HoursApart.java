package dev.afterwise.learn.health;

import dev.afterwise.learn.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How much better a figure is in some hours than in others. An hour counts as one, however much began in it, since what begins
 * together fares together; the difference of the means is that of Welch ("The generalization of Student's problem when several
 * different population variances are involved", Biometrika 34, 1947). Hours differ in other ways, too, so it is no proof of a cause.
 */
final class HoursApart {
    private static final int FEWEST_HOURS = 6;
    /** The tail of a 95 % interval, halved once more since two figures are looked at. */
    private static final double TAIL = .0125;

    private final List<Double> good = new ArrayList<>();
    private final List<Double> bad = new ArrayList<>();

    void add(boolean isGood, double figure) {
        if (Double.isFinite(figure)) {
            (isGood ? good : bad).add(figure);
        }
    }

    int hours() {
        return good.size() + bad.size();
    }

    /** By how much good hours exceed bad ones, with its interval. */
    record Difference(double mean, Interval interval) {
        boolean isClear() {
            return interval.low() > 0 || interval.high() < 0;
        }

        Difference negated() {
            return new Difference(-mean, new Interval(-interval.high(), -interval.low()));
        }
    }

    /** Null where there are too few hours of either kind. */
    @Nullable
    Difference difference() {
        if (good.size() < FEWEST_HOURS || bad.size() < FEWEST_HOURS) {
            return null;
        }
        double one = variance(good) / good.size();
        double other = variance(bad) / bad.size();
        double mean = mean(good) - mean(bad);
        if (one + other == 0) {
            return new Difference(mean, new Interval(mean, mean));
        }
        double degrees = (one + other)
                * (one + other)
                / ((one * one) / (good.size() - 1) + (other * other) / (bad.size() - 1));
        double half = TDistribution.of(degrees).inverseSurvivalProbability(TAIL) * Math.sqrt(one + other);
        return new Difference(mean, new Interval(mean - half, mean + half));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static double variance(List<Double> values) {
        double mean = mean(values);
        return values.stream()
                        .mapToDouble(each -> (each - mean) * (each - mean))
                        .sum()
                / (values.size() - 1);
    }
}
