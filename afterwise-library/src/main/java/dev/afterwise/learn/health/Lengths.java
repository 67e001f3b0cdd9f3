package dev.afterwise.learn.health;

import dev.afterwise.Distribution;
import dev.afterwise.learn.stats.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would be of durations if they were cut: counted over the distribution as it was measured. In seconds. */
final class Lengths {
    private static final double[] PLACES = {.75, .9, .95, .99};
    /** The normal quantile of 95 % intervals at all {@link #PLACES} at once. */
    private static final double Z = 2.4977;
    /** A time-out is not worth it for less than this share of the time. */
    private static final double LEAST_SAVED = .1;

    private static final long FEWEST = 50;

    private final double[] seconds;
    private final long[] counts;
    private final long count;

    private Lengths(double[] seconds, long[] counts, long count) {
        this.seconds = seconds;
        this.counts = counts;
        this.count = count;
    }

    static Lengths of(Distribution took) {
        var byBucket = took.counts();
        double[] seconds = new double[byBucket.size()];
        long[] counts = new long[seconds.length];
        long seen = 0;
        int i = 0;
        for (long each : byBucket.values()) {
            seen += each;
            counts[i] = each;
            seconds[i++] = took.atRank(seen).toNanos() / 1e9;
        }
        return new Lengths(seconds, counts, took.count());
    }

    long count() {
        return count;
    }

    double total() {
        return beyond(0);
    }

    /** How much of the time is beyond a limit. */
    double beyond(double limit) {
        double sum = 0;
        for (int i = 0; i < seconds.length; i++) {
            sum += Math.max(0, seconds[i] - limit) * (double) counts[i];
        }
        return sum;
    }

    /** The square root of the mean square distance from the mean. */
    double deviation() {
        double mean = total() / (double) count;
        double squares = 0;
        for (int i = 0; i < seconds.length; i++) {
            squares += (seconds[i] - mean) * (seconds[i] - mean) * (double) counts[i];
        }
        return count < 2 ? Double.NaN : Math.sqrt(squares / (double) (count - 1));
    }

    /**
     * What it saves to stop and begin again.
     *
     * @param after how long to wait
     * @param saved by one on average
     */
    record Cut(double after, double saved, Interval interval) {}

    /**
     * The time-out that saves most, if what is stopped after it and begun again takes as long as others of its group do on average.
     * Each group is a distribution of its own, so that what is always slow is not taken for a long tail. Null where none saves a
     * tenth for certain.
     */
    static @Nullable Cut cut(Lengths all, List<Lengths> groups) {
        if (all.count < FEWEST) {
            return null;
        }
        Cut best = null;
        for (double place : PLACES) {
            Cut cut = cut(all.at(place), all, groups);
            best = best == null || cut.saved > best.saved ? cut : best;
        }
        double mean = all.total() / (double) all.count;
        return best == null || best.interval.low() <= 0 || best.saved < LEAST_SAVED * mean ? null : best;
    }

    private double at(double share) {
        long seen = 0;
        int i = 0;
        while (i < seconds.length - 1 && (double) (seen += counts[i]) < share * (double) count) {
            i++;
        }
        return seconds[i];
    }

    private static Cut cut(double after, Lengths all, List<Lengths> groups) {
        double sum = 0;
        double squares = 0;
        for (Lengths group : groups) {
            double again = group.total() / (double) group.count;
            for (int i = 0; i < group.seconds.length; i++) {
                if (group.seconds[i] > after) {
                    double saved = group.seconds[i] - after - again;
                    sum += saved * (double) group.counts[i];
                    squares += saved * saved * (double) group.counts[i];
                }
            }
        }
        double n = (double) all.count;
        double mean = sum / n;
        double error = Math.sqrt(Math.max(0, squares / n - mean * mean) / n);
        return new Cut(after, mean, new Interval(mean - Z * error, mean + Z * error));
    }
}
