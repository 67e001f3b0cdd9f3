package dev.afterwise.learn.anomaly;

import dev.afterwise.segment.Numbers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executions, or an hour of them, unlike all others.
 *
 * @param kind what is odd about them
 * @param group whose executions are compared
 * @param hour when the hour began, if it is one
 * @param size how odd
 * @param pValue how probably chance would bring about anything as odd, corrected for everything that was looked at
 * @param rows some of the executions that are odd, the oddest first, or of the hour, the first first
 */
public record Oddity(OddKind kind, Group group, @Nullable Instant hour, Size size, double pValue, List<Integer> rows) {
    /** How many rows are named at most. */
    public static final int MOST_ROWS = 20;

    public Oddity {
        rows = List.copyOf(rows);
    }

    /**
     * Whose executions they are.
     *
     * @param task null where they are of several
     * @param agent null where they are of several; empty where nobody said
     */
    public record Group(@Nullable String task, @Nullable String agent) {
        /** All of them. */
        public static final Group ALL = new Group(null, null);
    }

    /**
     * How odd.
     *
     * @param count how many executions are odd, or are of the hour
     * @param others how many they are compared with
     * @param value the least that is odd, of an hour the median: microseconds, millionths of a dollar, a share of failures, executions
     * @param usual the same of what is usual
     * @param more of durations, how much more often than half the time one of these is longer than one of the others; else 0
     */
    public record Size(long count, long others, double value, double usual, double more) {}

    /** The same with durations instead of how many times as long they are. */
    Oddity timed(Numbers took) {
        double median = Past.median(
                rows.stream().mapToDouble(row -> (double) took.whole(row)).toArray());
        var timed = new Size(size.count, size.others, median, median / size.value, size.more);
        return new Oddity(kind, group, hour, timed, pValue, rows);
    }

    Oddity withPValue(double corrected) {
        return new Oddity(kind, group, hour, size, corrected, rows);
    }
}
