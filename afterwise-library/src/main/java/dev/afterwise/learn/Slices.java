package dev.afterwise.learn;

import dev.afterwise.learn.stats.Clustered;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import java.util.BitSet;

/**
 * Time cut into slices, so that executions of two groups that began in the same slice are a cluster of {@link Clustered}: what
 * happens to one of them probably happens to its neighbours.
 *
 * <p>Slices are as long as give the group that covers the shorter time the square root of its size, from 8 to 30 of them; whole
 * hours, or whole days where that is shorter, so that every slice of a long history has its days and its nights.
 */
public final class Slices {
    private static final int FEWEST = 8;
    private static final int ENOUGH = 30;
    private static final int MOST = 20_000;
    private static final long HOUR = 3_600_000_000L;
    private static final long DAY = 24 * HOUR;

    private final Numbers started;
    private final long from;
    private final long length;
    private final int count;

    private Slices(Numbers started, long from, long length, int count) {
        this.started = started;
        this.from = from;
        this.length = length;
        this.count = count;
    }

    /** The slices for comparing these rows with those. */
    public static Slices of(Columns columns, BitSet one, BitSet other) {
        Numbers started = columns.numbers(Quantity.STARTED_US);
        long[] first = span(started, one);
        long[] second = span(started, other);
        long from = Math.min(first[0], second[0]);
        long all = Math.max(1, Math.max(first[1], second[1]) - from);
        long length = Math.max(Math.min(length(first, one), length(second, other)), all / MOST + 1);
        length = length >= DAY ? length / DAY * DAY : length >= HOUR ? length / HOUR * HOUR : length;
        long begin =
                length >= HOUR ? Math.floorDiv(from, length >= DAY ? DAY : HOUR) * (length >= DAY ? DAY : HOUR) : from;
        return new Slices(started, begin, length, Math.toIntExact((from + all - begin) / length + 1));
    }

    private static long[] span(Numbers started, BitSet rows) {
        long[] span = {Long.MAX_VALUE, Long.MIN_VALUE};
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            long at = started.whole(row);
            span[0] = Math.min(span[0], at);
            span[1] = Math.max(span[1], at);
        }
        return span[0] > span[1] ? new long[] {0, 0} : span;
    }

    private static long length(long[] span, BitSet rows) {
        double slices = Math.clamp(Math.sqrt(rows.cardinality()), FEWEST, ENOUGH);
        return Math.max(1, (long) ((span[1] - span[0]) / slices) + 1);
    }

    /** How many slices there are, of which some may be empty. */
    public int count() {
        return count;
    }

    /** In which slice the execution of this row began, from 0. */
    public int of(int row) {
        return (int) ((started.whole(row) - from) / length);
    }
}
