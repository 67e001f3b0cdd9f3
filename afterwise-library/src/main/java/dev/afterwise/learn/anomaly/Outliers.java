package dev.afterwise.learn.anomaly;

import java.util.Arrays;

/**
 * How many of the greatest numbers stand apart from all others, and how probably chance alone would set any apart so far.
 *
 * <p>Where numbers have an exponential tail, the gaps between the greatest of them, times their rank, are independent and
 * exponential (Rényi, "On the theory of order statistics", Acta Mathematica Hungarica 4, 1953). So the ratio of a gap to the mean
 * of those below it has an F distribution, whatever the scale of the tail, and each of the five greatest gaps is tested, with
 * half of the level for the greatest and an eighth for each other. Tails that are lighter make it more cautious: with logarithms of durations that is any distribution
 * but those heavier than a power law. Where the tail bends, as that of a mixture does, gaps nearby say other things than gaps
 * further down: the most cautious of three neighbourhoods counts.
 *
 * @param count how many stand apart, 0 if none can
 * @param least the least of those that do; infinite if none can
 * @param pValue how probably any would by chance, at most
 */
record Outliers(int count, double least, double pValue) {
    static final Outliers NONE = new Outliers(0, Double.POSITIVE_INFINITY, 1);

    /** Fewer numbers say nothing. */
    static final int LEAST = 150;

    /** What part of the level each of the greatest gaps has. */
    private static final double[] PARTS = {.5, .125, .125, .125, .125};

    private static final int[] NEIGHBOURS = {20, 40, 80};
    private static final int SHARE = 5;

    /** Of numbers that are equal, one counts: they may be one thing, reported twice. */
    static Outliers above(double... numbers) {
        double[] sorted = distinct(numbers);
        if (sorted.length < LEAST) {
            return NONE;
        }
        Outliers clearest = NONE;
        for (int count = 1; count <= PARTS.length; count++) {
            double p = 0;
            for (int neighbours : NEIGHBOURS) {
                if (neighbours * SHARE <= sorted.length) {
                    p = Math.max(p, apart(sorted, count, neighbours));
                }
            }
            p = Math.min(1, p / PARTS[count - 1]);
            if (p < clearest.pValue) {
                clearest = new Outliers(count, sorted[sorted.length - count], p);
            }
        }
        return clearest;
    }

    private static double[] distinct(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int size = 0;
        for (double each : sorted) {
            if (size == 0 || sorted[size - 1] != each) {
                sorted[size++] = each;
            }
        }
        return Arrays.copyOf(sorted, size);
    }

    /** @param neighbours how many gaps to look at, the greatest numbers first */
    private static double apart(double[] ascending, int rank, int neighbours) {
        double others = 0;
        for (int below = rank + 1; below <= neighbours; below++) {
            others += gap(ascending, below);
        }
        int degrees = neighbours - rank;
        return others <= 0 ? 1 : Math.pow(1 + gap(ascending, rank) / others, -degrees);
    }

    private static double gap(double[] ascending, int rank) {
        int at = ascending.length - rank;
        return rank * (ascending[at] - ascending[at - 1]);
    }
}
