package dev.afterwise.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values are on an axis: from 0 at its beginning to 1 at its end.
 *
 * @param ticks what is written beside it, in ascending order; the first and the last are its ends
 */
record Scale(Shape shape, List<Double> ticks) {
    private static final int MOST_STEPS = 4;
    /** Values this far apart can't be read off one even scale. */
    private static final double WIDE = 15;

    /** How the axis grows. */
    enum Shape {
        EVEN,
        /** Each tenfold takes as much room as the last. Holds positive values only. */
        BY_FACTORS
    }

    /** @throws IllegalArgumentException if it has no length */
    Scale {
        ticks = List.copyOf(ticks);
        if (ticks.size() < 2 || ticks.getFirst() >= ticks.getLast()) {
            throw new IllegalArgumentException("A scale must have a length, but this has (%s).".formatted(ticks));
        }
    }

    /** Rates from {@code low} up, as far as 1 at most. */
    static Scale ofRates(double low, double high) {
        return new Scale(Shape.EVEN, Ticks.of(Math.max(0, low), Math.min(1, high), MOST_STEPS));
    }

    /** Counts, from none. */
    static Scale ofCounts(double most) {
        return new Scale(Shape.EVEN, Ticks.of(0, Math.max(1, most), 2));
    }

    /** Gains in whatever unit, and zero. */
    static Scale ofGains(double low, double high) {
        return new Scale(Shape.EVEN, Ticks.of(Math.min(0, low), Math.max(0, high), MOST_STEPS));
    }

    /** Seconds from zero; where the longest are very much longer than the shortest, by factors. */
    static Scale ofSeconds(double shortest, double longest) {
        if (shortest > 0 && longest / shortest > WIDE) {
            List<Double> powers = new ArrayList<>();
            int first = (int) Math.floor(Math.log10(shortest));
            int last = Math.max(first + 1, (int) Math.ceil(Math.log10(longest)));
            int step = Math.max(1, Math.ceilDiv(last - first, MOST_STEPS));
            for (int power = first; power < last + step; power += step) {
                powers.add(Double.parseDouble("1e" + power));
            }
            return new Scale(Shape.BY_FACTORS, powers);
        }
        return new Scale(Shape.EVEN, Ticks.ofSeconds(0, longest, MOST_STEPS));
    }

    /** From 0 to 1; values beyond an end are moved to it. */
    double place(double value) {
        double low = along(ticks.getFirst());
        double high = along(ticks.getLast());
        double floor = Math.max(value, ticks.getFirst());
        return Math.clamp((along(floor) - low) / (high - low), 0, 1);
    }

    private double along(double value) {
        return switch (shape) {
            case EVEN -> value;
            case BY_FACTORS -> Math.log10(value);
        };
    }
}
