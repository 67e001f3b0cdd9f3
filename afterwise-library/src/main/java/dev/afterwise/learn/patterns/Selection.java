package dev.afterwise.learn.patterns;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of all that was looked at is believed.
 *
 * <p>By their odds, so that of those believed no larger share than the level is expected to be false, whatever the dependence
 * between them (Wang and Ramdas, "False discovery rate control with e-values", Journal of the Royal Statistical Society B 84,
 * 2022); each weighs as its share of the budget. Where there is nothing at all, something is believed in at most so large a share
 * of histories, however often they are looked at while they grow: the mean of all odds is a martingale, too.
 */
final class Selection {
    private Selection() {}

    /** The p-values, corrected, in the order given; {@code logOdds} hold the shares already. */
    static double[] corrected(double[] logOdds) {
        List<Integer> descending = IntStream.range(0, logOdds.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -logOdds[i]))
                .toList();
        double[] corrected = new double[logOdds.length];
        double smallest = 1;
        for (int i = descending.size() - 1; i >= 0; i--) {
            int its = descending.get(i);
            smallest = Math.min(smallest, Math.exp(-logOdds[its]) / (i + 1));
            corrected[its] = smallest;
        }
        return corrected;
    }
}
