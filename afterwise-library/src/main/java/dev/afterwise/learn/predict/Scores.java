package dev.afterwise.learn.predict;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How well chances were told beforehand.
 *
 * @param name of what told them
 * @param auc how often something that succeeded had been given a better chance than something that failed; ties count half. Not a
 *     number where one of both is missing
 * @param brier the mean squared difference of chance and outcome
 * @param logLoss the mean of minus the logarithm of the chance of what happened
 * @param calibrationError the mean distance of chance and share of successes over ten bins with the same count, by chance
 */
public record Scores(String name, double auc, double brier, double logLoss, double calibrationError) {
    private static final int BINS = 10;
    private static final double LEAST = 1e-12;

    /** The scores of chances that were told for these outcomes. */
    static Scores of(String name, List<Double> chances, List<Boolean> worked) {
        int n = chances.size();
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted((one, other) -> Double.compare(chances.get(one), chances.get(other)))
                .mapToInt(Integer::intValue)
                .toArray();
        double brier = 0;
        double logLoss = 0;
        for (int i = 0; i < n; i++) {
            double chance = chances.get(i);
            double came = worked.get(i) ? chance : 1 - chance;
            brier += (1 - came) * (1 - came) / n;
            logLoss -= Math.log(Math.max(LEAST, came)) / n;
        }
        return new Scores(name, auc(order, chances, worked), brier, logLoss, calibrationError(order, chances, worked));
    }

    private static double auc(int[] order, List<Double> chances, List<Boolean> worked) {
        double ranks = 0;
        double successes = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && chances.get(order[to]).equals(chances.get(order[from]))) {
                to++;
            }
            for (int i = from; i < to; i++) {
                if (worked.get(order[i])) {
                    ranks += (from + to + 1) / 2.0;
                    successes++;
                }
            }
            from = to;
        }
        double failures = order.length - successes;
        return (ranks - successes * (successes + 1) / 2) / (successes * failures);
    }

    private static double calibrationError(int[] order, List<Double> chances, List<Boolean> worked) {
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double off = 0;
            for (int i = at(bin, order.length); i < at(bin + 1, order.length); i++) {
                off += chances.get(order[i]) - (worked.get(order[i]) ? 1 : 0);
            }
            error += Math.abs(off) / order.length;
        }
        return error;
    }

    private static int at(int bin, int count) {
        return (int) ((long) bin * count / BINS);
    }
}
