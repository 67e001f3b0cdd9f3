package dev.afterwise.learn.change;

/** The running sum of a series, from which the mean of any part is known at once. Immutable. */
final class Walk {
    /** The 95 % quantile of the likelihood ratio of where a level changes (Hansen, "Sample splitting", Econometrica 68, 2000). */
    private static final double RATIO = 7.35;

    private final double[] sums;
    private final double[] squares;

    Walk(double... series) {
        sums = new double[series.length + 1];
        squares = new double[series.length + 1];
        for (int i = 0; i < series.length; i++) {
            sums[i + 1] = sums[i] + series[i];
            squares[i + 1] = squares[i] + series[i] * series[i];
        }
    }

    /** Where something happened: with 95 % confidence from {@code earliest} to {@code latest}. */
    record Place(int at, int earliest, int latest) {}

    /** Where a block begins, if so many have about the same length each. */
    static int start(int block, int n, int blocks) {
        return (int) ((long) n * block / blocks);
    }

    double mean(int from, int until) {
        return (sums[until] - sums[from]) / (until - from);
    }

    double[] means(int blocks) {
        var means = new double[blocks];
        int n = sums.length - 1;
        for (int i = 0; i < blocks; i++) {
            means[i] = mean(start(i, n, blocks), start(i + 1, n, blocks));
        }
        return means;
    }

    /** By what factor the means of blocks vary more between the cuts than those of independent numbers would. */
    double dependence(int blocks, int... cuts) {
        int n = sums.length - 1;
        double within = 0;
        double between = 0;
        for (int block = 0, part = 0; block < blocks; block++) {
            int from = start(block, n, blocks);
            int until = start(block + 1, n, blocks);
            while (part < cuts.length && cuts[part] <= from) {
                part++;
            }
            double level = mean(part == 0 ? 0 : cuts[part - 1], part == cuts.length ? n : cuts[part]);
            double off = mean(from, until) - level;
            between += off * off * (until - from);
            within += squares[until] - squares[from] - (until - from) * level * (2 * mean(from, until) - level);
        }
        double ofBlocks = between / Math.max(1, blocks - cuts.length - 1);
        double ofOne = within / Math.max(1, n - cuts.length - 1);
        return ofOne <= 0 ? 1 : ofBlocks / ofOne;
    }

    /**
     * The place between {@code from} and {@code until} that parts the two levels best, near a place that is known roughly.
     *
     * @param reach how far from it to look
     */
    Place place(int from, int until, int roughly, int reach, double dependence) {
        int best = roughly;
        for (int at = Math.max(from + 1, roughly - reach); at <= Math.min(until - 1, roughly + reach); at++) {
            if (parted(from, at, until) > parted(from, best, until)) {
                best = at;
            }
        }
        double highest = parted(from, best, until);
        double all = squares[until] - squares[from] - square(sums[until] - sums[from]) / (until - from);
        double unit = Math.max(1e-300, (all - highest) / Math.max(1, until - from - 2) * dependence);
        int earliest = best;
        int latest = best;
        for (int at = from + 1; at < until; at++) {
            if (highest - parted(from, at, until) <= RATIO * unit) {
                earliest = Math.min(earliest, at);
                latest = Math.max(latest, at);
            }
        }
        return new Place(best, earliest, latest);
    }

    /** How much of the squares two means explain. */
    private double parted(int from, int at, int until) {
        double difference = mean(from, at) - mean(at, until);
        return difference * difference * (at - from) * (double) (until - at) / (until - from);
    }

    private static double square(double x) {
        return x * x;
    }
}
