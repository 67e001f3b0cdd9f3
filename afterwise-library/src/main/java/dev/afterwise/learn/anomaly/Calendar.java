package dev.afterwise.learn.anomaly;

import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** In which hour each execution began, and what time that was: an hour of a working day, or of a weekend's. Immutable. */
final class Calendar {
    /** How many different times there are. */
    static final int TIMES = 2 * 24;

    /** Of the day. */
    static final int HOURS = 24;

    private static final int FRIDAY = 5;
    private static final long MICROS = 3_600_000_000L;
    private static final int MOST_HOURS = 24 * 366 * 50;

    private final Numbers started;
    private final long first;
    private final byte[] times;

    private Calendar(Numbers started, long first, byte[] times) {
        this.started = started;
        this.first = first;
        this.times = times;
    }

    /** Of a history longer than fifty years, the oldest hours are taken together. */
    static Calendar of(Columns columns, ZoneId zone) {
        Numbers started = columns.numbers(Quantity.STARTED_US);
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int row = 0; row < columns.size(); row++) {
            long hour = Math.floorDiv(started.whole(row), MICROS);
            first = Math.min(first, hour);
            last = Math.max(last, hour);
        }
        if (columns.size() == 0) {
            return new Calendar(started, 0, new byte[0]);
        }
        first = Math.max(first, last - MOST_HOURS);
        var times = new byte[(int) (last - first) + 1];
        for (int i = 0; i < times.length; i++) {
            ZonedDateTime at = Instant.ofEpochSecond((first + i) * 3_600).atZone(zone);
            times[i] = (byte) (at.getHour() + (at.getDayOfWeek().getValue() > FRIDAY ? HOURS : 0));
        }
        return new Calendar(started, first, times);
    }

    int hours() {
        return times.length;
    }

    /** From 0. */
    int hour(int row) {
        return (int) Math.max(0, Math.floorDiv(started.whole(row), MICROS) - first);
    }

    int time(int hour) {
        return times[hour];
    }

    Instant start(int hour) {
        return Instant.ofEpochSecond((first + hour) * 3_600);
    }
}
