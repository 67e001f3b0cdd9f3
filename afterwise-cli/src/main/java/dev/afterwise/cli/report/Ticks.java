package dev.afterwise.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Numbers that are easy to read off an axis: multiples of one, two or five, or of what clocks are divided into. */
final class Ticks {
    private static final double[] EASY = {1, 2, 5};
    private static final double[] CLOCK = {60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400};
    private static final double SECONDS_OF_A_DAY = 86_400;
    private static final double ROUNDING = 1e-9;

    private Ticks() {}

    /**
     * From the last such number not above {@code low} to the first not below {@code high}, evenly.
     *
     * @param most how many steps at most; two or more
     */
    static List<Double> of(double low, double high, int most) {
        double end = high > low ? high : low + Math.max(Math.abs(low), 1);
        for (double power = Math.pow(10, Math.floor(Math.log10((end - low) / most))); ; power *= 10) {
            for (double each : EASY) {
                if (steps(low, end, each * power) <= most) {
                    return between(low, end, each * power);
                }
            }
        }
    }

    /** The same for seconds, which are divided as clocks are where that makes steps of a minute or more. */
    static List<Double> ofSeconds(double low, double high, int most) {
        double end = high > low ? high : low + Math.max(low, .001);
        if ((end - low) / most <= CLOCK[0] / 2) {
            return of(low, end, most);
        }
        for (double step : CLOCK) {
            if (steps(low, end, step) <= most) {
                return between(low, end, step);
            }
        }
        return of(low / SECONDS_OF_A_DAY, end / SECONDS_OF_A_DAY, most).stream()
                .map(days -> days * SECONDS_OF_A_DAY)
                .toList();
    }

    private static long steps(double low, double high, double step) {
        return (long) Math.ceil(high / step - ROUNDING) - (long) Math.floor(low / step + ROUNDING);
    }

    private static List<Double> between(double low, double high, double step) {
        long first = (long) Math.floor(low / step + ROUNDING);
        long last = Math.max(first + 1, (long) Math.ceil(high / step - ROUNDING));
        return LongStream.rangeClosed(first, last)
                .mapToObj(i -> rounded((double) i * step))
                .toList();
    }

    /** Without what binary fractions add. */
    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.12e", value));
    }
}
