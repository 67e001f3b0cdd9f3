package dev.afterwise.learn.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * p-values corrected for how many there are. Each is at least what it was and at most 1, in the order given.
 *
 * <p>Where acting on one false alarm does harm, use {@link #holm}; where many things are listed for people to look at, {@link
 * #benjaminiHochberg}.
 */
public final class Corrections {
    private Corrections() {}

    /**
     * Corrected so that taking all those at or under a level raises even one false alarm no more often than that level,
     * whatever the dependence between them (Holm, "A simple sequentially rejective multiple test procedure", Scandinavian
     * Journal of Statistics 6, 1979).
     */
    public static double[] holm(double... pValues) {
        int[] ascending = ascending(pValues);
        double[] corrected = new double[pValues.length];
        double largest = 0;
        for (int i = 0; i < ascending.length; i++) {
            largest = Math.max(largest, (ascending.length - i) * pValues[ascending[i]]);
            corrected[ascending[i]] = Math.min(1, largest);
        }
        return corrected;
    }

    /**
     * Corrected so that of all those at or under a level no larger share than that level is expected to be false, if they are
     * independent or positively dependent (Benjamini and Hochberg, "Controlling the false discovery rate", Journal of the
     * Royal Statistical Society B 57, 1995).
     */
    public static double[] benjaminiHochberg(double... pValues) {
        int[] ascending = ascending(pValues);
        double[] corrected = new double[pValues.length];
        double smallest = 1;
        for (int i = ascending.length - 1; i >= 0; i--) {
            smallest = Math.min(smallest, pValues[ascending[i]] * ascending.length / (i + 1));
            corrected[ascending[i]] = smallest;
        }
        return corrected;
    }

    private static int[] ascending(double[] pValues) {
        return IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(i -> i)
                .toArray();
    }
}
