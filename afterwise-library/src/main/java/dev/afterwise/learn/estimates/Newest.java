package dev.afterwise.learn.estimates;

import java.util.Arrays;

/**
 * Since when a series of numbers is as it is now.
 *
 * <p>The series is cut where the ranks before and after differ most, if they differ by more than chance would have it anywhere in
 * the series (the largest of all standardised rank sums: Pettitt, "A non-parametric approach to the change-point problem",
 * Applied Statistics 28, 1979, with each split weighed by its own variance, so that a change a few runs ago is seen); then what
 * is left is cut again. Numbers that are equal share their rank.
 */
final class Newest {
    /** Where nothing changed, one series in about fifty is cut: it loses its oldest part, and nothing else. */
    private static final double LIMIT = 3.4;

    private static final int FEWEST = 5;

    private Newest() {}

    /** The first place from which on the numbers are alike; 0 if they all are. */
    static int since(double... numbers) {
        int from = 0;
        while (true) {
            int cut = cut(Arrays.copyOfRange(numbers, from, numbers.length));
            if (cut == 0) {
                return from;
            }
            from += cut;
        }
    }

    private static int cut(double[] numbers) {
        int n = numbers.length;
        if (n < 2 * FEWEST) {
            return 0;
        }
        double[] ranks = Ranking.of(numbers);
        double middle = (n + 1) / 2.0;
        double scatter = 0;
        for (double rank : ranks) {
            scatter += (rank - middle) * (rank - middle);
        }
        double most = LIMIT;
        int cut = 0;
        double sum = 0;
        for (int before = 1; before <= n - FEWEST; before++) {
            sum += ranks[before - 1] - middle;
            if (before >= FEWEST && scatter > 0) {
                double variance = scatter / n / (n - 1.0) * before * (n - before);
                double z = Math.abs(sum) / Math.sqrt(variance);
                if (z > most) {
                    most = z;
                    cut = before;
                }
            }
        }
        return cut;
    }
}
