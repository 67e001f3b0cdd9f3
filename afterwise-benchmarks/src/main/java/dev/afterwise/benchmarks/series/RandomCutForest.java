package dev.afterwise.benchmarks.series;

import java.util.SplittableRandom;

/**
 * A robust random cut forest (Guha, Mishra, Roy and Schrijvers, "Robust random cut forest based anomaly detection on streams", ICML
 * 2016): trees over samples of the points, and how much the others of them would be displaced by each new one. For one thread.
 */
final class RandomCutForest {
    private static final int TREES = 40;
    private static final int POINTS = 256;

    private final CutTree[] trees = new CutTree[TREES];

    RandomCutForest(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < TREES; i++) {
            trees[i] = new CutTree(POINTS, random.split());
        }
    }

    /** Adds the point. @return its collusive displacement: the mean over all trees */
    double displacement(double... point) {
        double sum = 0;
        for (CutTree each : trees) {
            sum += each.add(point);
        }
        return sum / TREES;
    }
}
