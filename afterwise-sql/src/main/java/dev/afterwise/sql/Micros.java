package dev.afterwise.sql;

import java.time.Duration;
import java.time.Instant;

/**
 * Times as whole microseconds, which is what rows hold. Those beyond some 292,000 years are kept as the nearest that can
 * be held.
 */
final class Micros {
    private static final long PER_SECOND = 1_000_000;

    private Micros() {}

    /** The microsecond in which it lies. */
    static long floor(Instant at) {
        return floor(at.getEpochSecond(), at.getNano());
    }

    /** The first microsecond that does not begin before it. */
    static long ceiling(Instant at) {
        long floor = floor(at);
        return floor < Long.MAX_VALUE && instant(floor).isBefore(at) ? floor + 1 : floor;
    }

    static long floor(Duration length) {
        return floor(length.getSeconds(), length.getNano());
    }

    private static long floor(long seconds, int nanos) {
        try {
            return Math.addExact(Math.multiplyExact(seconds, PER_SECOND), nanos / 1_000);
        } catch (ArithmeticException tooFar) {
            return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), nanos(micros));
    }

    static Duration duration(long micros) {
        return Duration.ofSeconds(Math.floorDiv(micros, PER_SECOND), nanos(micros));
    }

    private static long nanos(long micros) {
        return Math.floorMod(micros, PER_SECOND) * 1_000;
    }
}
