package dev.afterwise.learn.change;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Where a series moves to another level and stays there for a while.
 *
 * <p>Levels are added one or two at a time - what fails and recovers is two changes, of which neither may be visible without the
 * other - each time at the best places of all ({@link Partition}), for as long as what they explain is more than chance does
 * anywhere ({@link ScanTail}). The yardstick for that is what is left after they were added; where neighbours still resemble each
 * other, as they do while an outage lasts, each tells less than an independent number would, by the factor of a first-order
 * autoregression, (1 + r) / (1 - r).
 */
final class Levels {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int MOST = 12;
    /** A 40th of the series, and four numbers, make a level. */
    private static final int LEAST = 4;

    private static final int LEAST_SHARE = 40;
    /** Cuts no farther apart are taken for the same one, when others are added. */
    private static final int NEAR = 3;

    /**
     * A place at which the level changes.
     *
     * @param at the first number of the new level
     * @param pValue how likely so clear a change is seen anywhere in a series without one
     */
    record Cut(int at, double pValue) {}

    /**
     * What was found.
     *
     * @param dependence by what factor means vary more than those of independent numbers would; at least 1
     */
    record Found(List<Cut> cuts, double dependence) {}

    private final double[] series;
    private final double inflation;
    private final int least;
    private final Partition partition;

    private Levels(double[] series, double inflation) {
        this.series = series;
        this.inflation = inflation;
        this.least = Math.max(LEAST, series.length / LEAST_SHARE);
        this.partition = new Partition(series, MOST, least);
    }

    /**
     * The changes of level that are seen in a series without any with this probability at most.
     *
     * @param inflation by what factor the variance seems too small, for what was taken out of the series before; at least 1
     */
    static Found in(double[] series, double inflation, double maxPValue) {
        return series.length < 4 * LEAST ? new Found(List.of(), 1) : new Levels(series, inflation).found(maxPValue);
    }

    private Found found(double maxPValue) {
        int cuts = 0;
        var steps = new ArrayList<Double>();
        for (int more = 1; more <= 2 && cuts + more <= partition.most(); ) {
            double p = pValue(cuts, more);
            if (p <= maxPValue) {
                cuts += more;
                for (int i = 0; i < more; i++) {
                    steps.add(p);
                }
                more = 1;
            } else {
                more++;
            }
        }
        int[] places = partition.cuts(cuts);
        double unit = unit(cuts, cuts);
        var found = new ArrayList<Cut>();
        for (int i = 0; i < cuts; i++) {
            int from = i == 0 ? 0 : places[i - 1];
            int until = i == cuts - 1 ? series.length : places[i + 1];
            double gain =
                    partition.rest(from, until) - partition.rest(from, places[i]) - partition.rest(places[i], until);
            // By itself it may look clearer than the pair that it was found in, which is how it was looked for.
            found.add(new Cut(places[i], Math.max(pValue(gain / unit, cuts), stepOf(places[i], steps))));
        }
        return new Found(List.copyOf(found), dependence(Math.min(Math.max(1, cuts), partition.most())));
    }

    /** The p-value of the step with which a cut near this place was first made. */
    private double stepOf(int place, List<Double> steps) {
        for (int cuts = 1; cuts <= steps.size(); cuts++) {
            boolean isLast = cuts == steps.size();
            // Two cuts that were added together have one p-value, and there were never fewer.
            boolean wasMade = isLast || !steps.get(cuts).equals(steps.get(cuts - 1));
            if (wasMade && IntStream.of(partition.cuts(cuts)).anyMatch(each -> Math.abs(each - place) <= NEAR)) {
                return steps.get(cuts - 1);
            }
        }
        return steps.getLast();
    }

    private double pValue(int cuts, int more) {
        double gain = partition.rest(cuts) - partition.rest(cuts + more);
        return pValue(gain / more / unit(cuts + more, cuts), cuts + more);
    }

    /** @param square the squared difference in standard errors, which are known as well as what is left allows */
    private double pValue(double square, int cuts) {
        double t = Math.sqrt(Math.max(0, square));
        double tail = TDistribution.of(freedom(cuts)).survivalProbability(t);
        double z = tail <= 0 ? t : NORMAL.inverseSurvivalProbability(tail);
        return ScanTail.pValue(Math.min(t, z), series.length, least);
    }

    private double freedom(int cuts) {
        return Math.max(1, series.length - cuts - 1);
    }

    /** The squared standard error that a mean of one number would have. */
    private double unit(int cuts, int before) {
        double dependence = Math.sqrt(dependence(cuts) * dependence(before));
        return Math.max(1e-12, partition.rest(cuts) / freedom(cuts) * inflation * dependence);
    }

    private double dependence(int cuts) {
        double[] left = left(cuts);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < left.length; i++) {
            squares += left[i] * left[i];
            products += i == 0 ? 0 : left[i] * left[i - 1];
        }
        if (squares <= 0) {
            return 1;
        }
        double seen = products / squares;
        // Whoever takes out means finds less resemblance than there is (Kendall 1954), for each mean again.
        double r = Math.clamp(seen + (1 + 3 * Math.max(0, seen)) * (cuts + 1) / left.length, 0, .95);
        return (1 + r) / (1 - r);
    }

    private double[] left(int cuts) {
        double[] left = series.clone();
        int[] places = partition.cuts(cuts);
        for (int i = 0; i <= cuts; i++) {
            int from = i == 0 ? 0 : places[i - 1];
            int until = i == cuts ? left.length : places[i];
            double mean = partition.mean(from, until);
            for (int at = from; at < until; at++) {
                left[at] -= mean;
            }
        }
        return left;
    }
}
