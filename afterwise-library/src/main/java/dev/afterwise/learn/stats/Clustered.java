package dev.afterwise.learn.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Two groups of scores that come in clusters, such as executions that fail or slow down together because they ran on the same day:
 * what can be said of the difference between their means.
 *
 * <p>Who takes members of a cluster for independent takes chance for an effect: ten failures of one outage are one bad event. Here
 * the clusters are taken for independent, and nothing is assumed of what happens in them. The variance of the difference is
 * that of what each cluster adds to it, by linearization (Liang and Zeger, "Longitudinal data analysis using generalized linear
 * models", Biometrika 73, 1986). It is judged by a t distribution whose degrees of freedom follow from how unevenly the members
 * are spread over the clusters (Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics
 * Bulletin 2, 1946; for clusters: Bell and McCaffrey, "Bias reduction in standard errors for linear regression with multi-stage
 * samples", Survey Methodology 28, 2002), so a group that fills two clusters says next to nothing, however large it is.
 * Where clusters follow their predecessors, as slices of time do that an outage outlasts, the variance is increased
 * accordingly. It is never taken to be smaller than that of independent members.
 *
 * <p>A score may be anything with a mean: 1 and 0 for success and failure, or ranks (with {@link Ranks#shares}), which gives a
 * test of Mann and Whitney for clusters. For one thread.
 */
public final class Clustered {
    /** Clusters are seen to follow each other if their correlation is that many standard errors from none. */
    private static final double NOTICEABLE = 1;

    private static final double MOST_MEMORY = .8;
    private static final double TAIL = .025;

    private final Group one;
    private final Group other;

    private static final class Group {
        private final double[] counts;
        private final double[] sums;
        private double count;
        private double sum;
        private double squares;

        Group(int clusters) {
            counts = new double[clusters];
            sums = new double[clusters];
        }

        void add(int cluster, double score) {
            counts[cluster]++;
            sums[cluster] += score;
            count++;
            sum += score;
            squares += score * score;
        }

        double mean() {
            return sum / count;
        }

        double variance() {
            double mean = mean();
            return count < 2 ? 0 : Math.max(0, squares - count * mean * mean) / (count - 1);
        }

        /** What a cluster adds to the error of the mean. */
        double error(int cluster) {
            return (sums[cluster] - mean() * counts[cluster]) / count;
        }
    }

    /** @param clusters how many there are, in the order in which they follow each other; some may stay empty */
    public Clustered(int clusters) {
        one = new Group(clusters);
        other = new Group(clusters);
    }

    /** Adds a member of the one group. */
    public void one(int cluster, double score) {
        one.add(cluster, score);
    }

    /** Adds a member of the other group. */
    public void other(int cluster, double score) {
        other.add(cluster, score);
    }

    /** By how much the mean of the one group exceeds that of the other; {@link Difference#UNKNOWN} if either has fewer than two. */
    public Difference difference() {
        if (one.count < 2 || other.count < 2) {
            return Difference.UNKNOWN;
        }
        double effect = one.mean() - other.mean();
        double pooled = ((one.count - 1) * one.variance() + (other.count - 1) * other.variance())
                / (one.count + other.count - 2);
        double independent = Math.max(
                one.variance() / one.count + other.variance() / other.count,
                pooled * (1 / one.count + 1 / other.count));
        if (independent == 0) {
            // Each group has the same score throughout: where they differ, that is no chance, but how certain nobody
            // can say.
            return new Difference(effect, effect == 0 ? new Interval(0, 0) : Difference.UNKNOWN.interval(), 1, 1);
        }
        double variance = Math.max(independent, betweenClusters());
        TDistribution t = TDistribution.of(freedom());
        double error = Math.sqrt(variance);
        double half = t.inverseSurvivalProbability(TAIL) * error;
        double p = 2 * t.survivalProbability(Math.abs(effect) / error);
        return new Difference(
                effect, new Interval(effect - half, effect + half), Math.min(1, p), variance / independent);
    }

    private double betweenClusters() {
        double squares = 0;
        double products = 0;
        double before = 0;
        int filled = 0;
        for (int i = 0; i < one.counts.length; i++) {
            if (one.counts[i] + other.counts[i] > 0) {
                double error = one.error(i) - other.error(i);
                squares += error * error;
                products += before * error;
                before = error;
                filled++;
            }
        }
        if (filled < 2 || squares == 0) {
            return 0;
        }
        double memory = products / squares;
        double follows = memory * Math.sqrt(filled) > NOTICEABLE ? Math.min(memory, MOST_MEMORY) : 0;
        return squares * filled / (filled - 1.0) * (1 + follows) / (1 - follows);
    }

    /** As many clusters of the same size would say as much, less the two that the means take. */
    private double freedom() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < one.counts.length; i++) {
            double weight = one.counts[i] / (one.count * one.count) + other.counts[i] / (other.count * other.count);
            sum += weight;
            squares += weight * weight;
        }
        return Math.max(1, sum * sum / squares - 2);
    }
}
