package dev.afterwise.learn;

import dev.afterwise.Distribution;
import dev.afterwise.Status;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Clustered;
import dev.afterwise.learn.stats.Corrections;
import dev.afterwise.learn.stats.Difference;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Medians;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.learn.stats.Ranks;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * One group of executions against another: success, duration, cost and tokens. The groups may be two spans of time, versions,
 * agents, policies, whatever.
 *
 * <p>Executions that began near each other are not taken for independent ({@link Slices}), so an outage that falls into one of two
 * weeks is one bad event. Successes are compared by the exact test of Boschloo and by {@link Clustered}, and the larger
 * p-value counts; all else by ranks in clusters. Intervals are widened as clusters demand. What can't be told: who got the harder
 * work.
 *
 * @param aspects those of which anything is known
 */
public record Contrast(Group one, Group other, List<Aspect> aspects) {
    /** Some rows of the columns. */
    public record Group(String name, BitSet rows) {}

    public Contrast {
        aspects = List.copyOf(aspects);
    }

    /** Each of the groups against the other one, corrected for everything that is looked at (Holm). */
    public static List<Contrast> against(Columns columns, List<Group> ones, Group other) {
        var raw = new ArrayList<Contrast>();
        for (Group one : ones) {
            raw.add(new Contrast(one, other, new Pair(columns, one, other).aspects()));
        }
        List<Aspect> all = raw.stream().flatMap(each -> each.aspects.stream()).toList();
        double[] p = Corrections.holm(all.stream().mapToDouble(Aspect::pValue).toArray());
        var contrasts = new ArrayList<Contrast>();
        int next = 0;
        for (Contrast each : raw) {
            var aspects = new ArrayList<Aspect>();
            for (Aspect aspect : each.aspects) {
                aspects.add(aspect.corrected(p[next++]));
            }
            contrasts.add(new Contrast(each.one, other, aspects));
        }
        return List.copyOf(contrasts);
    }

    /** Both groups of a contrast, while it is worked out. */
    private record Pair(Columns columns, Group one, Group other, Slices slices) {
        Pair(Columns columns, Group one, Group other) {
            this(columns, one, other, Slices.of(columns, one.rows, other.rows));
        }

        List<Aspect> aspects() {
            var aspects = new ArrayList<Aspect>();
            aspects.add(success());
            Numbers took = columns.numbers(Quantity.TOOK_US);
            BitSet timed = where(took::has);
            aspects.add(duration(timed, row -> (double) took.whole(row) / 1e6));
            Numbers cost = columns.numbers(Quantity.COST_MICROS);
            aspects.add(mean(Aspect.Kind.COST, row -> (double) cost.whole(row)));
            Numbers input = columns.numbers(Quantity.INPUT_TOKENS);
            Numbers output = columns.numbers(Quantity.OUTPUT_TOKENS);
            aspects.add(mean(Aspect.Kind.TOKENS, row -> (double) input.whole(row) + output.whole(row)));
            aspects.removeIf(each -> each.one().n() + each.other().n() == 0);
            return aspects;
        }

        private BitSet where(IntPredicate test) {
            var rows = new BitSet(columns.size());
            one.rows.stream().filter(test).forEach(rows::set);
            other.rows.stream().filter(test).forEach(rows::set);
            return rows;
        }

        private Aspect success() {
            Codes<String> status = columns.labels(Trait.STATUS);
            int succeeded = status.values().indexOf(Status.SUCCEEDED.word());
            int failed = status.values().indexOf(Status.FAILED.word());
            BitSet decided = where(row -> status.code(row) == succeeded || status.code(row) == failed);
            Difference seen = clustered(decided, row -> status.code(row) == succeeded ? 1 : 0);
            Tally mine = tally(one, decided, status, succeeded);
            Tally theirs = tally(other, decided, status, succeeded);
            Interval exact = Proportions.difference(mine, theirs);
            double effect = mine.tried() == 0 || theirs.tried() == 0 ? Double.NaN : mine.rate() - theirs.rate();
            return new Aspect(
                    Aspect.Kind.SUCCESS,
                    new Aspect.Sample(mine.tried(), mine.rate()),
                    new Aspect.Sample(theirs.tried(), theirs.rate()),
                    effect,
                    wider(exact, effect, seen.inflation()),
                    Math.max(Proportions.pValue(mine, theirs), seen.pValue()));
        }

        private static Tally tally(Group group, BitSet decided, Codes<String> status, int succeeded) {
            long tried = group.rows.stream().filter(decided::get).count();
            return new Tally(
                    tried,
                    group.rows.stream()
                            .filter(row -> decided.get(row) && status.code(row) == succeeded)
                            .count());
        }

        private static Interval wider(Interval interval, double effect, double inflation) {
            double factor = Math.sqrt(inflation);
            return Double.isNaN(effect)
                    ? interval
                    : new Interval(
                            Math.max(-1, effect - factor * (effect - interval.low())),
                            Math.min(1, effect + factor * (interval.high() - effect)));
        }

        private Aspect duration(BitSet timed, IntToDoubleFunction seconds) {
            Difference ranks = byRanks(timed, seconds);
            Distribution mine = distribution(one, timed, seconds);
            Distribution theirs = distribution(other, timed, seconds);
            if (mine.count() == 0 || theirs.count() == 0) {
                return new Aspect(
                        Aspect.Kind.DURATION,
                        sample(mine),
                        sample(theirs),
                        Double.NaN,
                        Difference.UNKNOWN.interval(),
                        1);
            }
            Medians medians = Medians.compare(mine, theirs);
            double half = Math.sqrt(ranks.inflation()) * (medians.interval().high() - medians.seconds());
            return new Aspect(
                    Aspect.Kind.DURATION,
                    sample(mine),
                    sample(theirs),
                    medians.seconds(),
                    new Interval(medians.seconds() - half, medians.seconds() + half),
                    ranks.pValue());
        }

        private static Distribution distribution(Group group, BitSet timed, IntToDoubleFunction seconds) {
            var builder = new Distribution.Builder();
            group.rows.stream()
                    .filter(timed::get)
                    .forEach(row ->
                            builder.add(Duration.of((long) (seconds.applyAsDouble(row) * 1e6), ChronoUnit.MICROS)));
            return builder.build();
        }

        private static Aspect.Sample sample(Distribution took) {
            return new Aspect.Sample(took.count(), took.count() == 0 ? Double.NaN : Medians.seconds(took.quantile(.5)));
        }

        /** Where nobody ever said anything but zero, nothing is known. */
        private Aspect mean(Aspect.Kind kind, IntToDoubleFunction value) {
            BitSet all = where(row -> true);
            if (all.stream().allMatch(row -> value.applyAsDouble(row) == 0)) {
                all.clear();
            }
            Difference means = clustered(all, value);
            return new Aspect(
                    kind,
                    sample(one, all, value),
                    sample(other, all, value),
                    means.effect(),
                    means.interval(),
                    byRanks(all, value).pValue());
        }

        private static Aspect.Sample sample(Group group, BitSet known, IntToDoubleFunction value) {
            var summary =
                    group.rows.stream().filter(known::get).mapToDouble(value).summaryStatistics();
            return new Aspect.Sample(summary.getCount(), summary.getCount() == 0 ? Double.NaN : summary.getAverage());
        }

        private Difference byRanks(BitSet rows, IntToDoubleFunction value) {
            int[] places = rows.stream().toArray();
            double[] shares =
                    Ranks.shares(Arrays.stream(places).mapToDouble(value).toArray());
            var byRow = new double[columns.size()];
            for (int i = 0; i < places.length; i++) {
                byRow[places[i]] = shares[i];
            }
            return clustered(rows, row -> byRow[row]);
        }

        private Difference clustered(BitSet rows, IntToDoubleFunction score) {
            var clustered = new Clustered(slices.count());
            rows.stream().forEach(row -> {
                double value = score.applyAsDouble(row);
                if (one.rows.get(row)) {
                    clustered.one(slices.of(row), value);
                }
                if (other.rows.get(row)) {
                    clustered.other(slices.of(row), value);
                }
            });
            return clustered.difference();
        }
    }
}
