package dev.afterwise.learn.experiment;

import dev.afterwise.Measure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Gains and counts in sentences. */
final class Words {
    private final Measure measure;

    Words(Measure measure) {
        this.measure = measure;
    }

    /** Such as {@code 8 points more success (2.1 to 14)}; such as {@code 1.2 s less a run (-.4 s to 2.8 s)}. */
    String gain(Gain gain) {
        return switch (measure) {
            case SUCCESS_RATE ->
                "%s points of success (%s to %s)"
                        .formatted(
                                signed(points(gain.estimate())),
                                signed(points(gain.low())),
                                signed(points(gain.high())));
            case SECONDS_PER_RUN ->
                "%s saved a run (%s to %s)"
                        .formatted(seconds(gain.estimate()), seconds(gain.low()), seconds(gain.high()));
        };
    }

    private static double points(double share) {
        return share * 100;
    }

    private static String signed(double value) {
        String text = number(value);
        return value > 0 && !text.equals("0") ? "+" + text : text;
    }

    static String percent(double share) {
        return number(share * 100) + " %";
    }

    /** Whole, but with one decimal below ten where there is one. */
    static String number(double value) {
        double rounded = Math.abs(value) < 9.95 ? Math.rint(value * 10) / 10 : Math.rint(value);
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : String.format(Locale.ROOT, "%.1f", rounded);
    }

    static String seconds(double seconds) {
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
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(2));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    static String money(double cost) {
        return "$" + significant(cost);
    }

    static String time(Duration duration) {
        long hours = duration.toHours();
        if (hours < 48) {
            return hours < 1 ? duration.toMinutes() + " min" : hours + " h";
        }
        return duration.toDays() + " days";
    }

    /** Such as {@code 50 % and 50 %}. */
    static String shares(List<Double> shares) {
        double all = shares.stream().mapToDouble(Double::doubleValue).sum();
        return shares.stream().map(each -> percent(each / all)).collect(Collectors.joining(" and "));
    }

    static String counts(List<Long> counts) {
        return counts.stream().map("%,d"::formatted).collect(Collectors.joining(" and "));
    }
}
