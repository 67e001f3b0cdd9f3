package dev.afterwise.plan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/** How plans write what they say. */
final class Spelled {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.DOWN);

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

    /** As people say it, such as {@code 850 ms}, {@code 2.17 s} or {@code 3 min 20 s}. */
    static String spoken(Duration duration) {
        long millis = duration.toMillis();
        if (millis < SECOND) {
            return millis + " ms";
        }
        if (millis < 2 * MINUTE) {
            BigDecimal seconds =
                    BigDecimal.valueOf(millis, 3).round(THREE_DIGITS).stripTrailingZeros();
            return seconds.toPlainString() + " s";
        }
        return millis < 2 * HOUR
                ? parts(millis / MINUTE, "min", millis % MINUTE / SECOND, "s")
                : parts(millis / HOUR, "h", millis % HOUR / MINUTE, "min");
    }

    private static String parts(long many, String unit, long few, String smaller) {
        return many + " " + unit + (few == 0 ? "" : " " + few + " " + smaller);
    }
}
