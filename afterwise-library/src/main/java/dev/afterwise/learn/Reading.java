package dev.afterwise.learn;

import dev.afterwise.Distribution;
import dev.afterwise.Status;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.learn.stats.Quantiles;
import dev.afterwise.learn.stats.Span;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * How executions did that have something in common.
 *
 * @param name what they have in common; empty where nobody said
 * @param n how many there are, however they ended
 * @param decided those that succeeded or failed
 * @param took those durations that are known
 */
public record Reading(String name, long n, Tally decided, Distribution took) {
    /** The 95 % interval of the rate of success. */
    public Interval success() {
        return Proportions.interval(decided);
    }

    /** The interval of the quantile {@code q} of the durations. */
    public Span quantile(double q) {
        return Quantiles.interval(took, q);
    }

    /** These rows by the values of a column, in the order of its codes; values that none of them has are left out. */
    public static List<Reading> by(Columns columns, BitSet rows, Codes<String> column) {
        return by(columns, rows, List.of(column)).getFirst();
    }

    /** These rows by the values of each of several columns, in one pass. */
    public static List<List<Reading>> by(Columns columns, BitSet rows, List<Codes<String>> by) {
        Codes<String> status = columns.labels(Trait.STATUS);
        int succeeded = status.values().indexOf(Status.SUCCEEDED.word());
        int failed = status.values().indexOf(Status.FAILED.word());
        Numbers micros = columns.numbers(Quantity.TOOK_US);
        List<Sums> sums = by.stream().map(Sums::new).toList();
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            int end = status.code(row);
            boolean worked = end >= 0 && end == succeeded;
            boolean isDecided = worked || (end >= 0 && end == failed);
            boolean isTimed = micros.has(row);
            int bucket = isTimed ? Distribution.bucketOf(Duration.ofNanos(1_000 * micros.whole(row))) : 0;
            for (Sums each : sums) {
                each.add(row, isDecided ? 1 : 0, worked ? 1 : 0);
                if (isTimed) {
                    each.took(row, bucket);
                }
            }
        }
        return sums.stream().map(Sums::readings).toList();
    }

    /** What is summed up by the codes of one column, and last of those without. */
    private static final class Sums {
        private final Codes<String> column;
        private final int values;
        private final long[] counts;
        private final long[] tried;
        private final long[] worked;
        private final List<Distribution.Builder> took = new ArrayList<>();

        Sums(Codes<String> column) {
            this.column = column;
            this.values = column.values().size();
            this.counts = new long[values + 1];
            this.tried = new long[values + 1];
            this.worked = new long[values + 1];
            for (int i = 0; i <= values; i++) {
                took.add(new Distribution.Builder());
            }
        }

        private int place(int row) {
            int code = column.code(row);
            return code == Codes.NONE ? values : code;
        }

        void add(int row, int decided, int success) {
            int place = place(row);
            counts[place]++;
            tried[place] += decided;
            worked[place] += success;
        }

        void took(int row, int bucket) {
            took.get(place(row)).add(bucket, 1);
        }

        List<Reading> readings() {
            var readings = new ArrayList<Reading>();
            for (int i = 0; i <= values; i++) {
                if (counts[i] > 0) {
                    readings.add(new Reading(
                            i == values ? "" : column.values().get(i),
                            counts[i],
                            new Tally(tried[i], worked[i]),
                            took.get(i).build()));
                }
            }
            return List.copyOf(readings);
        }
    }
}
