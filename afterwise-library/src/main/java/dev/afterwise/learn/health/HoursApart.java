package dev.afterwise.learn.health;

import dev.afterwise.learn.stats.Clustered;
import dev.afterwise.learn.stats.Difference;
import dev.afterwise.learn.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much better a figure is in some hours than in others. An hour counts as one, however much began in it, since what begins
 * together fares together; and hours of one day are a cluster ({@link Clustered}), since a bad day has many bad hours. Hours differ
 * in other ways, too, so it is no proof of a cause.
 */
final class HoursApart {
    private static final int FEWEST_HOURS = 6;
    /** Two figures are looked at, so each must be twice as sure. */
    private static final double MAX_P = .025;

    private static final long HOURS = 24;

    /** A figure of an hour, of which {@code hour} were since 1970. */
    private record Hour(long hour, boolean isGood, double figure) {}

    private final List<Hour> hours = new ArrayList<>();

    void add(long hour, boolean isGood, double figure) {
        if (Double.isFinite(figure)) {
            hours.add(new Hour(hour, isGood, figure));
        }
    }

    int hours() {
        return hours.size();
    }

    /** By how much good hours exceed bad ones; null where there are too few of either, or it may be chance. */
    @Nullable
    Difference difference() {
        long good = hours.stream().filter(Hour::isGood).count();
        if (good < FEWEST_HOURS || hours.size() - good < FEWEST_HOURS) {
            return null;
        }
        long first = hours.stream().mapToLong(Hour::hour).min().orElse(0) / HOURS;
        long last = hours.stream().mapToLong(Hour::hour).max().orElse(0) / HOURS;
        var clustered = new Clustered(Math.toIntExact(last - first + 1));
        for (Hour each : hours) {
            int day = Math.toIntExact(each.hour / HOURS - first);
            if (each.isGood) {
                clustered.one(day, each.figure);
            } else {
                clustered.other(day, each.figure);
            }
        }
        Difference difference = clustered.difference();
        return difference.pValue() > MAX_P ? null : difference;
    }

    /** The same the other way round: what is less is better. */
    static Interval negated(Interval interval) {
        return new Interval(-interval.high(), -interval.low());
    }
}
