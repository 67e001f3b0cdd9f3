package dev.afterwise.learn;

import dev.afterwise.Distribution;
import dev.afterwise.Status;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Clustered;
import dev.afterwise.learn.stats.Difference;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Medians;
import dev.afterwise.learn.stats.Places;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.learn.stats.Ranks;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Both groups of a {@link Contrast}, while it is worked out: plain loops, since there may be millions of rows. */
final class ContrastPair {
    private static final int FEW = 20_000;

    private final Columns columns;
    /** Those of the one group come first. */
    private final int[] rows;

    private final int ones;
    private final int[] slices;
    private final int sliceCount;

    ContrastPair(Columns columns, BitSet one, BitSet other) {
        this.columns = columns;
        this.rows = IntStream.concat(one.stream(), other.stream()).toArray();
        this.ones = one.cardinality();
        Slices time = Slices.of(columns, one, other);
        this.sliceCount = time.count();
        this.slices = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            slices[i] = time.of(rows[i]);
        }
    }

    List<Aspect> aspects() {
        var aspects = new ArrayList<Aspect>();
        aspects.add(success());
        aspects.add(duration());
        aspects.add(mean(Aspect.Kind.COST, Quantity.COST_MICROS));
        aspects.add(mean(Aspect.Kind.TOKENS, Quantity.INPUT_TOKENS, Quantity.OUTPUT_TOKENS));
        aspects.removeIf(each -> each.one().n() + each.other().n() == 0);
        return aspects;
    }

    private Aspect success() {
        Codes<String> status = columns.labels(Trait.STATUS);
        int succeeded = status.values().indexOf(Status.SUCCEEDED.word());
        int failed = status.values().indexOf(Status.FAILED.word());
        double[] scores = new double[rows.length];
        long[] tried = new long[2];
        long[] worked = new long[2];
        for (int i = 0; i < rows.length; i++) {
            int code = status.code(rows[i]);
            boolean isDecided = code >= 0 && (code == succeeded || code == failed);
            scores[i] = !isDecided ? Double.NaN : code == succeeded ? 1 : 0;
            int group = i < ones ? 0 : 1;
            tried[group] += isDecided ? 1 : 0;
            worked[group] += isDecided && code == succeeded ? 1 : 0;
        }
        Tally mine = new Tally(tried[0], worked[0]);
        Tally theirs = new Tally(tried[1], worked[1]);
        Difference seen = clustered(scores);
        double effect = mine.rate() - theirs.rate();
        return new Aspect(
                Aspect.Kind.SUCCESS,
                new Aspect.Sample(mine.tried(), mine.rate()),
                new Aspect.Sample(theirs.tried(), theirs.rate()),
                effect,
                wider(Proportions.difference(mine, theirs), effect, seen.inflation()),
                Math.max(Proportions.pValue(mine, theirs), seen.pValue()));
    }

    private static Interval wider(Interval interval, double effect, double inflation) {
        double factor = Math.sqrt(inflation);
        return Double.isNaN(effect)
                ? interval
                : new Interval(
                        Math.max(-1, effect - factor * (effect - interval.low())),
                        Math.min(1, effect + factor * (interval.high() - effect)));
    }

    private Aspect duration() {
        Numbers took = columns.numbers(Quantity.TOOK_US);
        double[] micros = new double[rows.length];
        var mine = new Distribution.Builder();
        var theirs = new Distribution.Builder();
        for (int i = 0; i < rows.length; i++) {
            boolean isKnown = took.has(rows[i]);
            micros[i] = isKnown ? Math.max(0, (double) took.whole(rows[i])) : Double.NaN;
            if (isKnown) {
                (i < ones ? mine : theirs).add(Duration.ofNanos((long) (1e3 * micros[i])));
            }
        }
        Distribution one = mine.build();
        Distribution other = theirs.build();
        if (one.count() == 0 || other.count() == 0) {
            return new Aspect(
                    Aspect.Kind.DURATION, sample(one), sample(other), Double.NaN, Difference.UNKNOWN.interval(), 1);
        }
        Difference ranks = clustered(shares(micros));
        Medians medians = Medians.compare(one, other);
        double half = Math.sqrt(ranks.inflation()) * (medians.interval().high() - medians.seconds());
        return new Aspect(
                Aspect.Kind.DURATION,
                sample(one),
                sample(other),
                medians.seconds(),
                new Interval(medians.seconds() - half, medians.seconds() + half),
                ranks.pValue());
    }

    private static Aspect.Sample sample(Distribution took) {
        return new Aspect.Sample(took.count(), took.count() == 0 ? Double.NaN : Medians.seconds(took.quantile(.5)));
    }

    /** Of the sum of quantities. Where nobody ever said anything but zero, nothing is known. */
    private Aspect mean(Aspect.Kind kind, Quantity... quantities) {
        double[] values = new double[rows.length];
        for (Quantity each : quantities) {
            Numbers numbers = columns.numbers(each);
            for (int i = 0; i < rows.length; i++) {
                values[i] += numbers.has(rows[i]) ? (double) numbers.whole(rows[i]) : 0;
            }
        }
        double one = sum(values, 0, ones);
        double other = sum(values, ones, rows.length);
        if (one + other == 0) {
            return new Aspect(
                    kind,
                    new Aspect.Sample(0, Double.NaN),
                    new Aspect.Sample(0, Double.NaN),
                    0,
                    Difference.UNKNOWN.interval(),
                    1);
        }
        Difference means = clustered(values);
        return new Aspect(
                kind,
                new Aspect.Sample(ones, one / ones),
                new Aspect.Sample(rows.length - ones, other / (rows.length - ones)),
                one / ones - other / (rows.length - ones),
                means.interval(),
                clustered(shares(values)).pValue());
    }

    private static double sum(double[] values, int from, int until) {
        double sum = 0;
        for (int i = from; i < until; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** The ranks of those that are numbers, as shares: of a few exactly, of many within .4 %. */
    private static double[] shares(double[] values) {
        if (values.length <= FEW && Arrays.stream(values).noneMatch(Double::isNaN)) {
            return Ranks.shares(values);
        }
        var places = new Places();
        for (double each : values) {
            if (!Double.isNaN(each)) {
                places.add(each);
            }
        }
        double[] shares = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            shares[i] = Double.isNaN(values[i]) ? Double.NaN : places.share(values[i]);
        }
        return shares;
    }

    /** Of those that have a score. */
    private Difference clustered(double[] scores) {
        var clustered = new Clustered(sliceCount);
        for (int i = 0; i < rows.length; i++) {
            if (!Double.isNaN(scores[i])) {
                if (i < ones) {
                    clustered.one(slices[i], scores[i]);
                } else {
                    clustered.other(slices[i], scores[i]);
                }
            }
        }
        return clustered.difference();
    }
}
