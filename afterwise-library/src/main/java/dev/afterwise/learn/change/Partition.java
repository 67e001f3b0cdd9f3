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
        this.rest = new double[cuts + 1][];
        this.last = new int[cuts + 1][];
    }

    /** Makes what is known of so many cuts, from what is known of one fewer; few are asked for as a rule. */
    private void know(int cuts) {
        if (rest[cuts] != null) {
            return;
        }
        var least = new double[n + 1];
        var cut = new int[n + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        if (cuts == 0) {
            for (int end = this.least; end <= n; end++) {
                least[end] = rest(0, end);
            }
        } else {
            know(cuts - 1);
            for (int end = (cuts + 1) * this.least; end <= n; end++) {
                for (int place = cuts * this.least; place <= end - this.least; place++) {
                    double sum = rest[cuts - 1][place] + rest(place, end);
                    if (sum < least[end]) {
                        least[end] = sum;
                        cut[end] = place;
                    }
                }
            }
        }
        rest[cuts] = least;
        last[cuts] = cut;
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
        know(cuts);
        return rest[cuts][n];
    }

    /** Where they are: the first place of each stretch but the first, ascending. */
    int[] cuts(int cuts) {
        know(cuts);
        var places = new int[cuts];
        int end = n;
        for (int left = cuts; left > 0; left--) {
            end = last[left][end];
            places[left - 1] = end;
        }
        return places;
    }
}
