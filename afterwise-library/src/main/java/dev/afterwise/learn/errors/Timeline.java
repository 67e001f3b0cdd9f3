package dev.afterwise.learn.errors;

import dev.afterwise.store.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The periods into which the time of a history is divided, and where its recent past begins: seven days before its end, or the last
 * quarter of a shorter history. Periods are days, or hours where there are few days.
 */
record Timeline(Period period, long firstUs, int periods, int recent) {
    private static final long RECENT_US = Duration.ofDays(7).toNanos() / 1_000;
    private static final long FEW_DAYS_US = Duration.ofDays(14).toNanos() / 1_000;
    private static final int MOST_PERIODS = 40_000;

    /** @param firstUs when the oldest execution began, and {@code lastUs} the newest, in microseconds since 1970 */
    static Timeline of(long firstUs, long lastUs) {
        Period period = lastUs - firstUs < FEW_DAYS_US ? Period.HOUR : Period.DAY;
        long length = length(period);
        long end = Math.floorDiv(lastUs, length);
        // Moments too far away are nonsense, and count with the first period.
        long begin = Math.max(Math.floorDiv(firstUs, length), end - MOST_PERIODS);
        long recentUs = lastUs - Math.min(RECENT_US, (lastUs - firstUs) / 4);
        int recent = (int) Math.clamp(Math.ceilDiv(recentUs, length) - begin, 1, end - begin + 1);
        return new Timeline(period, begin * length, (int) (end - begin + 1), recent);
    }

    private static long length(Period period) {
        return period.length().toNanos() / 1_000;
    }

    /** Of how many periods all errors count as one event: an outage usually ends within half a day, but perhaps after midnight. */
    int apart() {
        return period == Period.DAY ? 2 : 12;
    }

    int at(long startedUs) {
        return Math.clamp(Math.floorDiv(startedUs - firstUs, length(period)), 0, periods - 1);
    }

    long recentUs() {
        return firstUs + recent * length(period);
    }

    Instant from() {
        return instant(firstUs);
    }

    Instant recentFrom() {
        return instant(recentUs());
    }

    /** The first microsecond that does not begin before it; of moments too far away, the farthest that there is. */
    static long us(Instant at) {
        try {
            long whole = Math.multiplyExact(at.getEpochSecond(), 1_000_000L);
            return Math.addExact(whole, Math.ceilDiv(at.getNano(), 1_000));
        } catch (ArithmeticException tooFar) {
            return at.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static Instant instant(long us) {
        return Instant.EPOCH.plus(us, ChronoUnit.MICROS);
    }
}
