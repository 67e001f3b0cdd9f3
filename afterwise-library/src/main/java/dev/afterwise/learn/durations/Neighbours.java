package dev.afterwise.learn.durations;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pieces of one kind that are most like another, by traits that count more or less (weighted nearest neighbours: Cover and Hart,
 * "Nearest neighbor pattern classification", IEEE Transactions on Information Theory 13, 1967). The nearer, the more each one counts.
 */
final class Neighbours {
    /** The farthest of the neighbours still counts a little, so that neighbours that are all alike count the same. */
    private static final double LEAST = .02;

    /** By trait, then by piece: what is gone through lies side by side. */
    private final double[][] columns;

    private final double[] logs;

    Neighbours(List<Seen> runs) {
        this.logs =
                runs.stream().flatMapToDouble(run -> Arrays.stream(run.logs)).toArray();
        this.columns = new double[Traits.COUNT][logs.length];
        int at = 0;
        for (Seen run : runs) {
            for (double[] traits : run.traits) {
                for (int trait = 0; trait < columns.length; trait++) {
                    columns[trait][at] = traits[trait];
                }
                at++;
            }
        }
    }

    /** The same pieces, compared in one way. Not safe for use by several threads. */
    Search by(Way way) {
        return new Search(way);
    }

    /** One way to compare. */
    final class Search {
        private final Way way;
        private final int[] used;
        private final double[] distances = new double[logs.length];
        private final double[] near;
        private final double[] took;

        private Search(Way way) {
            int most = Math.min(way.neighbours, logs.length);
            this.way = way;
            this.used = IntStream.range(0, way.weights.length)
                    .filter(trait -> way.weights[trait] > 0)
                    .toArray();
            this.near = new double[most];
            this.took = new double[most];
        }

        int size() {
            return near.length;
        }

        /** The quantiles of the logarithms of what those like it took. */
        double[] quantiles(double[] piece, double... parts) {
            measure(piece);
            int found = 0;
            for (int i = 0; i < distances.length; i++) {
                double distance = distances[i];
                if (found == near.length && distance >= near[found - 1]) {
                    continue;
                }
                int at = found < near.length ? found++ : found - 1;
                while (at > 0 && near[at - 1] > distance) {
                    near[at] = near[at - 1];
                    took[at] = took[at - 1];
                    at--;
                }
                near[at] = distance;
                took[at] = logs[i];
            }
            return Neighbours.quantiles(near, took, parts);
        }

        private void measure(double[] piece) {
            Arrays.fill(distances, 0);
            for (int trait : used) {
                double[] column = columns[trait];
                double weight = way.weights[trait];
                double own = piece[trait];
                if (Traits.isIdentity(trait)) {
                    for (int i = 0; i < column.length; i++) {
                        distances[i] += column[i] == own ? 0 : weight;
                    }
                } else {
                    for (int i = 0; i < column.length; i++) {
                        distances[i] += weight * Math.abs(column[i] - own);
                    }
                }
            }
        }
    }

    private static double[] quantiles(double[] near, double[] took, double[] parts) {
        double farthest = Math.max(near[near.length - 1], 1e-9);
        double[] counts = new double[near.length];
        double sum = 0;
        for (int i = 0; i < near.length; i++) {
            counts[i] = Math.max(1 - near[i] / farthest, LEAST);
            sum += counts[i];
        }
        // By insertion: there are few.
        for (int i = 1; i < took.length; i++) {
            double value = took[i];
            double count = counts[i];
            int at = i;
            while (at > 0 && took[at - 1] > value) {
                took[at] = took[at - 1];
                counts[at] = counts[at - 1];
                at--;
            }
            took[at] = value;
            counts[at] = count;
        }
        double[] quantiles = new double[parts.length];
        for (int q = 0; q < parts.length; q++) {
            double left = parts[q] * sum;
            int at = 0;
            while (at < took.length - 1 && left > counts[at]) {
                left -= counts[at++];
            }
            quantiles[q] = took[at];
        }
        return quantiles;
    }
}
