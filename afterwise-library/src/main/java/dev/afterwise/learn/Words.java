package dev.afterwise.learn;

import dev.afterwise.Distribution;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Medians;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.learn.stats.Quantiles;
import dev.afterwise.learn.stats.Span;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** How numbers are said in sentences. */
public final class Words {
    private Words() {}

    /** Such as {@code 96 % of 22 attempts (78-99 %)}. */
    public static String rate(Tally tally, String noun) {
        Interval interval = Proportions.interval(tally);
        return "%s of %,d%s (%s)"
                .formatted(percent(tally.rate()), tally.tried(), noun.isEmpty() ? "" : " " + noun, percents(interval));
    }

    public static String percent(double share) {
        return number(share * 100) + " %";
    }

    public static String percents(Interval shares) {
        return number(shares.low() * 100) + "-" + number(shares.high() * 100) + " %";
    }

    /** Such as {@code 28 points (10 to 45)}. */
    public static String points(double difference, Interval interval) {
        return "%s points (%s to %s)"
                .formatted(number(difference * 100), number(interval.low() * 100), number(interval.high() * 100));
    }

    /** Whole, but with one decimal below ten where there is one. */
    public static String number(double value) {
        double rounded = Math.abs(value) < 9.95 ? Math.rint(value * 10) / 10 : Math.rint(value);
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : String.format(Locale.ROOT, "%.1f", rounded);
    }

    /** With two significant digits, such as {@code 350 ms}, {@code 1.2 s} or {@code 45 min}. */
    public static String duration(Duration duration) {
        return duration(Medians.seconds(duration));
    }

    public static String duration(double seconds) {
        double size = Math.abs(seconds);
        if (size < 1) {
            return significant(seconds * 1e3) + " ms";
        }
        if (size < 120) {
            return significant(seconds) + " s";
        }
        return size < 7_200 ? significant(seconds / 60) + " min" : significant(seconds / 3_600) + " h";
    }

    private static String significant(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(2, RoundingMode.HALF_EVEN));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** The median with its interval, such as {@code 1.2 s (1 s to 1.4 s)}. */
    public static String median(Distribution took) {
        Span span = Quantiles.interval(took, .5);
        Duration high = span.high();
        String range =
                high == null ? duration(span.low()) + " or more" : duration(span.low()) + " to " + duration(high);
        return "%s (%s)".formatted(duration(took.quantile(.5)), range);
    }
}
