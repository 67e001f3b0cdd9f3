package dev.afterwise.learn.change;

import java.util.Arrays;

/**
 * The best ways to cut a series into stretches of one level each: for each number of cuts, those that leave the smallest sum of
 * squares, found exactly (Bellman and Roth, "Curve fitting by segmented straight lines", JASA 64, 1969). It takes time in
 * proportion to the cuts and the square of the length.
 */
final class Partition {
    private final int n;
    private final int least;
    private final double[] sums;
    private final double[] squares;
    private final double[][] rest;
    private final int[][] last;

    /**
     * @param most how many cuts are wanted at most
     * @param least how long each stretch has to be
     */
    Partition(double[] series, int most, int least) {
        this.n = series.length;
        this.least = least;
        this.sums = new double[n + 1];
        this.squares = new double[n + 1];
        for (int i = 0; i < n; i++) {
            sums[i + 1] = sums[i] + series[i];
            squares[i + 1] = squares[i] + series[i] * series[i];
        }
        int cuts = Math.clamp(n / Math.max(1, least) - 1L, 0, most);
        this.rest = new double[cuts + 1][n + 1];
        this.last = new int[cuts + 1][n + 1];
        fill();
    }

    private void fill() {
        for (double[] row : rest) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        for (int end = least; end <= n; end++) {
            rest[0][end] = rest(0, end);
        }
        for (int cuts = 1; cuts < rest.length; cuts++) {
            for (int end = (cuts + 1) * least; end <= n; end++) {
                for (int cut = cuts * least; cut <= end - least; cut++) {
                    double sum = rest[cuts - 1][cut] + rest(cut, end);
                    if (sum < rest[cuts][end]) {
                        rest[cuts][end] = sum;
                        last[cuts][end] = cut;
                    }
                }
            }
        }
    }

    /** How many cuts there may be. */
    int most() {
        return rest.length - 1;
    }

    /** The sum of squares that is left of a stretch once its mean is taken out. */
    double rest(int from, int until) {
        double sum = sums[until] - sums[from];
        return Math.max(0, squares[until] - squares[from] - sum * sum / (until - from));
    }

    double mean(int from, int until) {
        return (sums[until] - sums[from]) / (until - from);
    }

    /** The smallest sum of squares that so many cuts leave. */
    double rest(int cuts) {
        return rest[cuts][n];
    }

    /** Where they are: the first place of each stretch but the first, ascending. */
    int[] cuts(int cuts) {
        var places = new int[cuts];
        int end = n;
        for (int left = cuts; left > 0; left--) {
            end = last[left][end];
            places[left - 1] = end;
        }
        return places;
    }
}
