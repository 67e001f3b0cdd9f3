package dev.afterwise.cli.answer;

import dev.afterwise.Evidence;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and moments in the words in which people read them, the same under every locale. */
public final class Figures {
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int MOST_DECIMALS = 4;

    private Figures() {}

    /** Such as {@code 20,846}. */
    public static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 87 % (82 to 91)}. */
    public static String rate(Tally tally) {
        Interval interval = Proportions.interval(tally);
        return "%s %% (%s to %s)".formatted(percent(tally.rate()), percent(interval.low()), percent(interval.high()));
    }

    /** A share of one in hundredths, with as few decimals as don't make all or nothing of it. */
    public static String percent(double share) {
        String text = String.format(Locale.ROOT, "%.0f", share * 100);
        for (int decimals = 1; decimals <= MOST_DECIMALS && isExtreme(text) && share > 0 && share < 1; decimals++) {
            text = String.format(Locale.ROOT, "%." + decimals + "f", share * 100);
        }
        return text;
    }

    private static boolean isExtreme(String hundredths) {
        double number = Double.parseDouble(hundredths);
        return number == 0 || number == 100;
    }

    /** Such as {@code +28 points (10 to 45)} or {@code +1.2 s (800 ms to 1.6 s)}. */
    public static String effect(Evidence evidence) {
        return switch (evidence.measure()) {
            case SUCCESS_RATE ->
                String.format(
                        Locale.ROOT,
                        "%+.0f points (%.0f to %.0f)",
                        evidence.effect() * 100,
                        evidence.low() * 100,
                        evidence.high() * 100);
            case SECONDS_PER_RUN ->
                "%s%s (%s to %s)"
                        .formatted(
                                evidence.effect() > 0 ? "+" : "",
                                duration(seconds(evidence.effect())),
                                duration(seconds(evidence.low())),
                                duration(seconds(evidence.high())));
        };
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** With three significant digits up to two minutes: {@code 850 ms}, {@code 57.3 s}, {@code 3 min 20 s}, {@code 2 h 05 min}. */
    public static String duration(Duration duration) {
        double seconds = (double) duration.getSeconds() + duration.getNano() / 1e9;
        if (Math.abs(seconds) < .9995) {
            return significant(seconds * 1e3) + " ms";
        }
        if (seconds < 119.5) {
            return significant(seconds) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 7_200
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%,d h %02d min", whole / 3_600, whole % 3_600 / 60);
    }

    /** Such as {@code 2026-01-31 09:30:00}, in UTC. */
    public static String moment(Instant at) {
        return TO_THE_SECOND.format(at);
    }

    /** At most three significant digits, and never an exponent. */
    static String significant(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** The text if it fits into so many columns of a terminal; else its beginning and an ellipsis. */
    public static String fitting(String text, int columns) {
        return Width.cut(text, columns);
    }
}
