package dev.afterwise.learn.patterns;

import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** When executions began, in the order in which they did: in which hour of the time zone. Immutable. */
final class Calendar {
    private static final long MICROS = 1_000_000;
    private static final long HOUR = 3_600;
    /** No zone changes its offset within a quarter of an hour. */
    private static final long QUARTER = HOUR / 4;

    private static final int SHIFT = 4;
    private static final int DAY = 24;
    private static final int WEEK = 7 * DAY;
    /** The hours from a Monday to 1970, which began on a Thursday. */
    private static final int SINCE_MONDAY = 3 * DAY;

    private final int[] rows;
    private final int[] hours;

    private Calendar(int[] rows, int[] hours) {
        this.rows = rows;
        this.hours = hours;
    }

    static Calendar of(Columns columns, ZoneId zone) {
        Numbers started = columns.numbers(Quantity.STARTED_US);
        int[] rows = inOrder(started);
        int[] hours = new int[rows.length];
        ZoneRules rules = zone.getRules();
        long known = Long.MIN_VALUE;
        int offset = 0;
        for (int i = 0; i < rows.length; i++) {
            long second = Math.floorDiv(started.whole(rows[i]), MICROS);
            long quarter = Math.floorDiv(second, QUARTER);
            if (quarter != known) {
                known = quarter;
                offset = rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
            }
            hours[i] = Math.clamp(Math.floorDiv(second + offset, HOUR), Integer.MIN_VALUE / 2, Integer.MAX_VALUE / 2);
        }
        return new Calendar(rows, hours);
    }

    /** Rows by when they began, to some microseconds, and then by where they are. */
    private static int[] inOrder(Numbers started) {
        int size = started.size();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int row = 0; row < size; row++) {
            first = Math.min(first, started.whole(row));
            last = Math.max(last, started.whole(row));
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size);
        int shift = Math.max(0, bits + 1 - Long.numberOfLeadingZeros(last - first));
        long[] keys = new long[size];
        for (int row = 0; row < size; row++) {
            keys[row] = (((started.whole(row) - first) >>> shift) << bits) | row;
        }
        Arrays.sort(keys);
        int[] rows = new int[size];
        for (int i = 0; i < size; i++) {
            rows[i] = (int) (keys[i] & ((1L << bits) - 1));
        }
        return rows;
    }

    /** The rows of which this is true, in order. */
    int[] rows(IntPredicate isMeant) {
        return Arrays.stream(rows).filter(isMeant).toArray();
    }

    /** Of some of these rows, in the same order. */
    Calendar of(int[] some) {
        int[] theirs = new int[some.length];
        int at = 0;
        for (int i = 0; i < some.length; i++) {
            while (rows[at] != some[i]) {
                at++;
            }
            theirs[i] = hours[at];
        }
        return new Calendar(some, theirs);
    }

    boolean beginsHour(int i) {
        return hours[i] != hours[i - 1];
    }

    /** A shift is a sixth of a day. */
    boolean beginsShift(int i) {
        return Math.floorDiv(hours[i], SHIFT) != Math.floorDiv(hours[i - 1], SHIFT);
    }

    boolean beginsDay(int i) {
        return Math.floorDiv(hours[i], DAY) != Math.floorDiv(hours[i - 1], DAY);
    }

    boolean beginsWeek(int i) {
        return week(hours[i]) != week(hours[i - 1]);
    }

    private static int week(int hour) {
        return Math.floorDiv(hour + SINCE_MONDAY, WEEK);
    }

    /** From 0 to 23. */
    int hour(int i) {
        return Math.floorMod(hours[i], DAY);
    }

    /** From 0, a Monday, to 6. */
    int weekday(int i) {
        return Math.floorMod(hours[i] + SINCE_MONDAY, WEEK) / DAY;
    }
}
