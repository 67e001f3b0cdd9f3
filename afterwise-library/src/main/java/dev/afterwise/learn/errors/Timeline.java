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
    private static final int MOST_PERIODS = 1_100;

    /** @param firstUs when the oldest execution began, and {@code lastUs} the newest, in microseconds since 1970 */
    static Timeline of(long firstUs, long lastUs) {
        long span = firstUs < 0 && lastUs > Long.MAX_VALUE + firstUs ? Long.MAX_VALUE : lastUs - firstUs;
        Period period = span < FEW_DAYS_US ? Period.HOUR : Period.DAY;
        long length = length(period);
        long end = Math.floorDiv(lastUs, length);
        // What is older than three years counts with the first period: some of it may be nonsense.
        long begin = Math.max(Math.floorDiv(firstUs, length), end - MOST_PERIODS);
        long recentUs = lastUs - Math.min(RECENT_US, span / 4);
        int recent = (int) Math.clamp(Math.ceilDiv(recentUs, length) - begin, 1, end - begin + 1);
        return new Timeline(period, begin * length, (int) (end - begin + 1), recent);
    }

    private static long length(Period period) {
        return period.length().toNanos() / 1_000;
    }

    /** After how many periods an outage has usually ended: half a day, but perhaps after midnight. */
    int outage() {
        return period == Period.DAY ? 2 : 12;
    }

    /** How many periods are taken together to see how much failures vary with time. */
    int block() {
        return period == Period.DAY ? 1 : 12;
    }

    int at(long startedUs) {
        return startedUs < firstUs ? 0 : Math.clamp(Math.floorDiv(startedUs - firstUs, length(period)), 0, periods - 1);
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
