package dev.afterwise.learn.change;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The best ways to cut a series into stretches of one kind each - a level, a straight line, or a level with a spread of its own - for
 * each number of cuts, found exactly as by {@link Partition}.
 */
final class Polyline {
    /** What a stretch is like. */
    enum Kind {
        LEVEL,
        LINE,
        SPREAD
    }

    private final Kind kind;
    private final int n;
    private final int least;
    private final double[] sums;
    private final double[] squares;
    private final double[] moments;
    private final double floor;
    private final int[][] last;

    /** @param most how many cuts are wanted at most */
    Polyline(Kind kind, double[] series, int most, int least) {
        this.kind = kind;
        this.n = series.length;
        this.least = least;
        this.sums = new double[n + 1];
        this.squares = new double[n + 1];
        this.moments = new double[n + 1];
        double middle = Arrays.stream(series).average().orElse(0);
        for (int i = 0; i < n; i++) {
            double its = series[i] - middle;
            sums[i + 1] = sums[i] + its;
            squares[i + 1] = squares[i] + its * its;
            moments[i + 1] = moments[i] + i * its;
        }
        // A stretch of equal numbers has no spread, which would be worth any number of cuts.
        this.floor = Math.max(1e-12, squares[n] / n * 1e-3);
        this.last = new int[Math.clamp(n / least - 1L, 0, most) + 1][n + 1];
        fill();
    }

    private void fill() {
        var before = new double[n + 1];
        Arrays.fill(before, Double.POSITIVE_INFINITY);
        for (int end = least; end <= n; end++) {
            before[end] = cost(0, end);
        }
        for (int cuts = 1; cuts < last.length; cuts++) {
            var now = new double[n + 1];
            Arrays.fill(now, Double.POSITIVE_INFINITY);
            for (int end = (cuts + 1) * least; end <= n; end++) {
                for (int cut = cuts * least; cut <= end - least; cut++) {
                    double sum = before[cut] + cost(cut, end);
                    if (sum < now[end]) {
                        now[end] = sum;
                        last[cuts][end] = cut;
                    }
                }
            }
            before = now;
        }
    }

    int most() {
        return last.length - 1;
    }

    /** Where the best so many cuts are, ascending. */
    int[] cuts(int cuts) {
        var places = new int[cuts];
        int end = n;
        for (int left = cuts; left > 0; left--) {
            end = last[left][end];
            places[left - 1] = end;
        }
        return places;
    }

    private double cost(int from, int until) {
        double length = until - from;
        double sum = sums[until] - sums[from];
        double rest = Math.max(0, squares[until] - squares[from] - sum * sum / length);
        return switch (kind) {
            case LEVEL -> rest;
            case LINE -> Math.max(0, rest - explained(from, until));
            case SPREAD -> length * Math.log(rest / length + floor);
        };
    }

    /** How much of the squares around the mean a slope takes away. */
    private double explained(int from, int until) {
        double length = until - from;
        double spread = length * (length * length - 1) / 12;
        double covered = moments[until] - moments[from] - (sums[until] - sums[from]) * (from + until - 1) / 2;
        return spread <= 0 ? 0 : covered * covered / spread;
    }

    /** What is left of a series between these cuts once each stretch's level, or line, is taken out. */
    double[] left(double[] series, int... cuts) {
        double[] left = series.clone();
        IntStream.rangeClosed(0, cuts.length).forEach(i -> {
            int from = i == 0 ? 0 : cuts[i - 1];
            int until = i == cuts.length ? n : cuts[i];
            double length = until - from;
            double mean = Arrays.stream(series, from, until).sum() / length;
            double centre = (from + until - 1) / 2.0;
            double covered = 0;
            for (int at = from; at < until; at++) {
                covered += (at - centre) * (series[at] - mean);
            }
            double spread = length * (length * length - 1) / 12;
            double slope = kind == Kind.LINE && spread > 0 ? covered / spread : 0;
            for (int at = from; at < until; at++) {
                left[at] -= mean + slope * (at - centre);
            }
        });
        return left;
    }
}
