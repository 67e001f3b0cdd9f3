package dev.afterwise.learn.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Where a sample of numbers may be cut in two: between neighbours, or, where there are many, between those at its quantiles. */
public final class Cuts {
    /** So many cuts of one attribute are looked at: each costs, for all that is looked at is paid for. */
    public static final int MOST = 9;

    private static final int COARSEST = -15;
    private static final int FINEST = 17;

    private Cuts() {}

    /** Rising; each parts the numbers into those up to it and those above, and both are some. */
    public static List<Double> of(double... numbers) {
        double[] sorted = Arrays.stream(numbers).sorted().toArray();
        double[] values = Arrays.stream(sorted).distinct().toArray();
        if (values.length <= MOST + 1) {
            return IntStream.range(1, values.length)
                    .mapToObj(i -> roundest(values[i - 1], values[i]))
                    .toList();
        }
        return IntStream.rangeClosed(1, MOST)
                .map(i -> Arrays.binarySearch(values, sorted[i * sorted.length / (MOST + 1)]))
                .filter(i -> i + 1 < values.length)
                .distinct()
                .mapToObj(i -> roundest(values[i], values[i + 1]))
                .toList();
    }

    /** The number with the fewest digits that is at least the one and less than the other. */
    public static double roundest(double atLeast, double lessThan) {
        for (int scale = COARSEST; scale <= FINEST; scale++) {
            double round = BigDecimal.valueOf(atLeast)
                    .setScale(scale, RoundingMode.CEILING)
                    .doubleValue();
            if (round >= atLeast && round < lessThan) {
                return round;
            }
        }
        return atLeast;
    }
}
