package dev.afterwise.learn.remedies;

import dev.afterwise.Status;
import dev.afterwise.Tally;
import dev.afterwise.learn.Slices;
import dev.afterwise.learn.stats.Clustered;
import dev.afterwise.learn.stats.Difference;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Trait;
import java.util.BitSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.Stream;

/**
 * How much more often executions of one group succeed than those of another. Those that began near each other are not taken for
 * independent ({@link Slices}): the larger p-value counts of an exact test and of one of clusters, and the interval is widened as
 * clusters demand.
 *
 * @param one decided executions only
 * @param effect the difference of both rates
 * @param pValue how likely the one is seen so much better where it isn't; one-sided
 */
record Pair(Tally one, Tally other, double effect, Interval interval, double pValue) {
    private static final int FEWEST_SLICES = 8;
    private static final int MOST_SLICES = 30;

    /** More than this, and nothing can come of it, for every correction makes it greater. */
    private static final double HOPELESS = .05;

    static Pair of(Columns columns, BitSet one, BitSet other) {
        Codes<String> status = columns.labels(Trait.STATUS);
        int succeeded = status.values().indexOf(Status.SUCCEEDED.word());
        int failed = status.values().indexOf(Status.FAILED.word());
        Tally better = tally(status, one, succeeded, failed);
        Tally worse = tally(status, other, succeeded, failed);
        double p = Proportions.pValueOfGreater(better, worse);
        if (!(p <= HOPELESS)) {
            return new Pair(better, worse, better.rate() - worse.rate(), Proportions.difference(better, worse), p);
        }
        Slices slices = Slices.of(columns, one, other);
        var clustered = new Clustered(slices.count());
        List<BitSet> moments = List.of(new BitSet(), new BitSet());
        for (int group = 0; group < 2; group++) {
            BitSet rows = group == 0 ? one : other;
            for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
                int code = status.code(row);
                if (code == Codes.NONE || (code != succeeded && code != failed)) {
                    continue;
                }
                int slice = slices.of(row);
                double score = code == succeeded ? 1 : 0;
                moments.get(group).set(slice);
                if (group == 0) {
                    clustered.one(slice, score);
                } else {
                    clustered.other(slice, score);
                }
            }
        }
        return of(better, worse, clustered.difference(), moments);
    }

    /** How many of the rows are known to have succeeded or failed, and succeeded. */
    static Tally tally(Codes<String> status, BitSet rows, int succeeded, int failed) {
        long tried = 0;
        long worked = 0;
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            int code = status.code(row);
            tried += code != Codes.NONE && (code == succeeded || code == failed) ? 1 : 0;
            worked += code != Codes.NONE && code == succeeded ? 1 : 0;
        }
        return new Tally(tried, worked);
    }

    /** The same of recoveries, which are cut into slices of time likewise. */
    static Pair of(List<StrategyStudy.Try> one, List<StrategyStudy.Try> other) {
        LongSummaryStatistics span = Stream.concat(one.stream(), other.stream())
                .mapToLong(each -> each.at().getEpochSecond())
                .summaryStatistics();
        int slices = (int) Math.clamp(Math.sqrt(Math.min(one.size(), other.size())), FEWEST_SLICES, MOST_SLICES);
        long length = Math.max(1, (span.getMax() - span.getMin()) / slices + 1);
        var clustered = new Clustered(slices + 1);
        var moments = List.of(new BitSet(), new BitSet());
        for (StrategyStudy.Try each : one) {
            int slice = (int) ((each.at().getEpochSecond() - span.getMin()) / length);
            clustered.one(slice, each.worked() ? 1 : 0);
            moments.get(0).set(slice);
        }
        for (StrategyStudy.Try each : other) {
            int slice = (int) ((each.at().getEpochSecond() - span.getMin()) / length);
            clustered.other(slice, each.worked() ? 1 : 0);
            moments.get(1).set(slice);
        }
        return of(tally(one), tally(other), clustered.difference(), moments);
    }

    static Tally tally(List<StrategyStudy.Try> tries) {
        return new Tally(
                tries.size(), tries.stream().filter(StrategyStudy.Try::worked).count());
    }

    private static Pair of(Tally better, Tally worse, Difference clusters, List<BitSet> moments) {
        double effect = better.rate() - worse.rate();
        boolean isPerfect = better.worked() == better.tried() && worse.worked() == 0;
        double p = isPerfect
                ? ofSlices(moments.get(0).cardinality(), moments.get(1).cardinality())
                : effect > 0 ? clusters.pValue() / 2 : 1;
        return new Pair(
                better,
                worse,
                effect,
                wider(Proportions.difference(better, worse), effect, clusters.inflation()),
                Math.max(p, Proportions.pValueOfGreater(better, worse)));
    }

    /** Where all of the one succeed and all of the other fail, clusters show no spread, so each counts as one event. */
    private static double ofSlices(int one, int other) {
        return Proportions.pValueOfGreater(new Tally(one, one), new Tally(other, 0));
    }

    private static Interval wider(Interval interval, double effect, double inflation) {
        double factor = Math.sqrt(inflation);
        return Double.isNaN(effect)
                ? interval
                : new Interval(
                        Math.max(-1, effect - factor * (effect - interval.low())),
                        Math.min(1, effect + factor * (interval.high() - effect)));
    }

    /** Whether both groups have this many decided executions. */
    boolean isEnough(int each) {
        return Math.min(one.tried(), other.tried()) >= each;
    }
}
