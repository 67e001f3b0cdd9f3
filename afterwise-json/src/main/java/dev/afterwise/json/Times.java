package dev.afterwise.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** How instants and durations are written: exactly, and to the microsecond wherever that is exact. */
final class Times {
    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000 - 1;

    private Times() {}

    /** Such as {@code 2026-01-31T09:30:00.000000Z}, so that within four-digit years the order of texts is that of time. */
    static String text(Instant instant) {
        long second = instant.getEpochSecond();
        if (second < FIRST_SECOND || second > LAST_SECOND) {
            return instant.toString();
        }
        LocalDateTime at = LocalDateTime.ofEpochSecond(second, instant.getNano(), ZoneOffset.UTC);
        int nanos = at.getNano();
        boolean isFine = nanos % 1_000 != 0;
        byte[] ascii = new byte[isFine ? 30 : 27];
        digits(ascii, 0, 4, at.getYear());
        ascii[4] = '-';
        digits(ascii, 5, 2, at.getMonthValue());
        ascii[7] = '-';
        digits(ascii, 8, 2, at.getDayOfMonth());
        ascii[10] = 'T';
        digits(ascii, 11, 2, at.getHour());
        ascii[13] = ':';
        digits(ascii, 14, 2, at.getMinute());
        ascii[16] = ':';
        digits(ascii, 17, 2, at.getSecond());
        ascii[19] = '.';
        digits(ascii, 20, isFine ? 9 : 6, isFine ? nanos : nanos / 1_000);
        ascii[ascii.length - 1] = 'Z';
        return new String(ascii, StandardCharsets.ISO_8859_1);
    }

    private static void digits(byte[] ascii, int from, int count, int number) {
        int rest = number;
        for (int i = from + count - 1; i >= from; i--) {
            ascii[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** @throws DateTimeException if the text is not an instant in ISO 8601 */
    static Instant instant(String text) {
        return Instant.parse(text);
    }

    /** The duration in microseconds, unless it has a fraction of one or is too long for that. */
    static OptionalLong wholeMicros(Duration duration) {
        long seconds = duration.getSeconds();
        return duration.getNano() % 1_000 != 0 || seconds > MOST_SECONDS || seconds < -MOST_SECONDS
                ? OptionalLong.empty()
                : OptionalLong.of(seconds * 1_000_000 + duration.getNano() / 1_000);
    }

    static BigDecimal micros(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds(), -6).add(BigDecimal.valueOf(duration.getNano(), 3));
    }

    /** @throws ArithmeticException if the number has a fraction of a nanosecond or is beyond all durations */
    static Duration duration(BigDecimal micros) {
        BigInteger[] parts = micros.movePointRight(3).toBigIntegerExact().divideAndRemainder(NANOS_PER_SECOND);
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }
}
