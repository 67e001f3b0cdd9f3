package dev.afterwise.cli.history;

import java.util.Arrays;
import java.util.OptionalDouble;

/** A series as one row of little bars. */
public final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /**
     * A bar for each value, from the lowest of all to the highest; a blank for what is not a number. Where there are more
     * values than {@code most}, neighbours share a bar, which stands for their mean.
     */
    public static String of(double[] values, int most) {
        double[] bars = values.length <= most ? values : merged(values, most);
        double low = Arrays.stream(bars).filter(Double::isFinite).min().orElse(0);
        double high = Arrays.stream(bars).filter(Double::isFinite).max().orElse(0);
        var line = new StringBuilder();
        for (double bar : bars) {
            line.append(Double.isFinite(bar) ? bar(bar, low, high) : ' ');
        }
        return line.toString();
    }

    private static char bar(double value, double low, double high) {
        double height = high > low ? (value - low) / (high - low) : .5;
        return BARS.charAt((int) Math.min(height * BARS.length(), BARS.length() - 1));
    }

    private static double[] merged(double[] values, int bars) {
        double[] merged = new double[bars];
        for (int i = 0; i < bars; i++) {
            int from = (int) ((long) i * values.length / bars);
            int to = (int) ((i + 1L) * values.length / bars);
            OptionalDouble mean =
                    Arrays.stream(values, from, to).filter(Double::isFinite).average();
            merged[i] = mean.orElse(Double.NaN);
        }
        return merged;
    }
}
