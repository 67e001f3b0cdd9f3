package dev.afterwise.learn.durations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A way to say which pieces are alike. Its arrays are never changed. */
final class Way {
    static final Way BY_SIZE = new Way(sizeOnly(), 9);

    private static final int[] NEIGHBOURS = {9, 5, 17, 33, 65};
    private static final double[] WEIGHTS = {0, .1, .3, 1, 5};

    /** How much each trait counts. */
    final double[] weights;
    /** How many of the most alike count. */
    final int neighbours;

    private Way(double[] weights, int neighbours) {
        this.weights = weights;
        this.neighbours = neighbours;
    }

    private static double[] sizeOnly() {
        double[] weights = new double[Traits.COUNT];
        weights[0] = 1;
        return weights;
    }

    /** The ways that differ from this one in how much a trait counts. */
    List<Way> withOther(int trait) {
        List<Way> others = new ArrayList<>();
        for (double weight : WEIGHTS) {
            double[] other = weights.clone();
            other[trait] = weight;
            if (weight != weights[trait] && Arrays.stream(other).sum() > 0) {
                others.add(new Way(other, neighbours));
            }
        }
        return others;
    }

    /** The ways that differ from this one in how many count. */
    List<Way> withOtherNumbers() {
        return Arrays.stream(NEIGHBOURS)
                .filter(number -> number != neighbours)
                .mapToObj(number -> new Way(weights, number))
                .toList();
    }
}
