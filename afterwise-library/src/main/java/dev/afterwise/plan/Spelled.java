package dev.afterwise.plan;

import java.time.Duration;

/** How plans write what they say. */
final class Spelled {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Spelled() {}

    /** Such as {@code 250ms}, {@code 90s} or {@code 2h}: in the largest unit of which it is a whole number. */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis > 0 && millis % DAY == 0) {
            return millis / DAY + "d";
        }
        if (millis > 0 && millis % HOUR == 0) {
            return millis / HOUR + "h";
        }
        if (millis > 0 && millis % MINUTE == 0) {
            return millis / MINUTE + "m";
        }
        return millis % SECOND == 0 ? millis / SECOND + "s" : millis + "ms";
    }
}
