package dev.afterwise.learn.change;

import java.util.Arrays;

/** One smooth curve through a whole series: the polynomials of least squares, by orthogonal polynomials over the places. */
final class Curve {
    /** The highest degree. */
    static final int MOST = 5;

    private final double[][] left = new double[MOST + 1][];

    Curve(double... series) {
        int n = series.length;
        var before = new double[n];
        var now = new double[n];
        Arrays.fill(now, 1);
        double[] rest = series.clone();
        double squaresBefore = 1;
        for (int degree = 0; degree <= MOST; degree++) {
            double squares = product(now, now);
            double share = squares <= 0 ? 0 : product(rest, now) / squares;
            for (int i = 0; i < n; i++) {
                rest[i] -= share * now[i];
            }
            left[degree] = rest.clone();
            // The places run from -1 to 1 and lie evenly around 0, so each polynomial follows from the two before it.
            double shrinking = degree == 0 ? 0 : squares / squaresBefore;
            var next = new double[n];
            for (int i = 0; i < n; i++) {
                next[i] = place(i, n) * now[i] - shrinking * before[i];
            }
            before = now;
            now = next;
            squaresBefore = squares;
        }
    }

    private static double place(int i, int n) {
        return n < 2 ? 0 : 2.0 * i / (n - 1) - 1;
    }

    private static double product(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** What it leaves of the series. */
    double[] left(int degree) {
        return left[degree].clone();
    }
}
