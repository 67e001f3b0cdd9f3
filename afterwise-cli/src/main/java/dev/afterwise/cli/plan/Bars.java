package dev.afterwise.cli.plan;

import dev.afterwise.Spread;

/** A spread of durations as bars, one for each stretch of time. */
final class Bars {
    private static final int ROWS = 8;
    private static final int WIDEST = 40;

    private Bars() {}

    /** Empty if there is nothing to show. What is longer than in 49 runs of 50 is put into the last bar. */
    static String of(Spread seconds) {
        if (seconds.isEmpty()) {
            return "";
        }
        double low = seconds.amounts().getFirst();
        double high = seconds.quantile(.98);
        double step = Math.max(1e-6, (high - low) / ROWS);
        int[] counts = new int[ROWS];
        for (double each : seconds.amounts()) {
            counts[Math.clamp((long) ((each - low) / step), 0, ROWS - 1)]++;
        }
        int most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        var lines = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            String from = Foretold.words(low + row * step);
            lines.append("%12s %s %s%n"
                    .formatted(
                            from,
                            "█".repeat((int) Math.round((double) WIDEST * counts[row] / most)),
                            share(counts[row], seconds.size())));
        }
        return lines.toString().stripTrailing();
    }

    private static String share(int count, int all) {
        return "%.0f %%".formatted(100.0 * count / all);
    }
}
