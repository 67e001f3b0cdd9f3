package dev.afterwise.benchmarks.series;

import dev.afterwise.benchmarks.series.Labelled.Span;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** When something happens in a series that is made up, and how strongly it still goes on. For one thread. */
final class Incidents {
    private static final double FROM = .2;
    private static final double LENGTH = .72;
    private static final double LABELLED = .1;

    private final int size;
    private final int[] starts;
    private final double[] strengths;
    private final double left;

    /**
     * @param left what is left of an incident's strength one value later, from 0 to 1; 1 is that it goes on for a twentieth of the time
     *     between two, then stops
     */
    Incidents(RandomGenerator random, int size, int count, double left) {
        this.size = size;
        this.left = left;
        this.strengths = random.doubles(count, .4, 1).toArray();
        int apart = size / 15;
        int[] drawn;
        do {
            drawn = random.ints(count, (int) (FROM * size), (int) ((FROM + LENGTH) * size))
                    .sorted()
                    .toArray();
        } while (closest(drawn) < apart);
        this.starts = drawn;
    }

    private static int closest(int[] sorted) {
        int closest = Integer.MAX_VALUE;
        for (int i = 1; i < sorted.length; i++) {
            closest = Math.min(closest, sorted[i] - sorted[i - 1]);
        }
        return closest;
    }

    /** From 0, where nothing happens, to 1. */
    double at(int index) {
        for (int i = starts.length - 1; i >= 0; i--) {
            int since = index - starts[i];
            if (since >= 0) {
                double rest = left < 1 ? Math.pow(left, since) : since < size / 100 ? 1 : 0;
                return strengths[i] * rest;
            }
        }
        return 0;
    }

    /** A tenth of the series in all, each around the beginning of an incident: where somebody who looks for them would look. */
    List<Span> windows() {
        int half = (int) (LABELLED * size / Math.max(1, starts.length) / 2);
        return Arrays.stream(starts)
                .mapToObj(start -> new Span(start - half, Math.min(size - 1, start + half)))
                .toList();
    }
}
