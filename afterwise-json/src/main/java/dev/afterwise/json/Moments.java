package dev.afterwise.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as other systems write them, to the microsecond, which is what stores keep. */
final class Moments {
    /** With an offset in any of its forms: {@code Z}, {@code +02}, {@code +0200}, {@code +02:00}. */
    private static final DateTimeFormatter ISO_WITH_OFFSET = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private Moments() {}

    /** The instant that stands at the key. @throws UnreadableException if it is none, or has no zone */
    static Instant instant(Fields fields, String key) {
        try {
            OffsetDateTime at = OffsetDateTime.parse(fields.text(key), ISO_WITH_OFFSET);
            if (at.getYear() >= 1 && at.getYear() <= 9_999) {
                return at.toInstant().truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException e) {
            // Reported below, together with years that nobody can mean.
        }
        throw fields.wrong(key, "be an ISO 8601 time with its zone, such as 2026-01-31T09:30:00Z");
    }

    /** Rounded half up. */
    static Duration millis(BigDecimal millis) {
        long micros = millis.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact();
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    static BigDecimal millis(Duration duration) {
        BigDecimal millis = Times.micros(duration).movePointLeft(3).stripTrailingZeros();
        return millis.setScale(Math.max(0, millis.scale()));
    }
}
