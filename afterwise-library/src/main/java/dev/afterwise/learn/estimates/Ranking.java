package dev.afterwise.learn.estimates;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The place of each number among all of them, from 1; equal ones share the mean of their places. */
final class Ranking {
    private Ranking() {}

    static double[] of(double... numbers) {
        int[] order = IntStream.range(0, numbers.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> numbers[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[numbers.length];
        int from = 0;
        while (from < order.length) {
            int until = from + 1;
            while (until < order.length && numbers[order[until]] == numbers[order[from]]) {
                until++;
            }
            for (int i = from; i < until; i++) {
                ranks[order[i]] = (from + until + 1) / 2.0;
            }
            from = until;
        }
        return ranks;
    }
}
