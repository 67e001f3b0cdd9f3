package dev.afterwise.learn.health;

import dev.afterwise.Evidence;
import dev.afterwise.FailureClass;
import dev.afterwise.Measure;
import dev.afterwise.Status;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.learn.health.Optimisation.Kind;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import dev.afterwise.store.FailureGroup;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What failures of one class have cost, and what could be done about them.
 *
 * @param failed how many executions failed in this way
 * @param untreated in how many of them no recovery was tried
 * @param seconds how long they took, for nothing
 * @param transience whether more of them may pass by themselves than are known to stay
 */
record FailureLoad(FailureClass failureClass, long failed, long untreated, double seconds, Transience transience) {
    private static final long FEWEST = 3;
    private static final double LEAST_SHARE = .005;
    private static final long FEWEST_RECOVERIES = 10;

    /** All that columns say of failures and recoveries. */
    record All(List<FailureLoad> loads, long decided, SortedMap<String, Tally> recoveries) {}

    static All of(Columns columns, List<FailureGroup> groups) {
        Codes<String> status = columns.labels(Trait.STATUS);
        Codes<String> classes = columns.labels(Trait.FAILURE_CLASS);
        Codes<SortedMap<String, Tally>> recoveries = columns.recoveries();
        Numbers took = columns.numbers(Quantity.TOOK_US);
        int succeeded = status.values().indexOf(Status.SUCCEEDED.word());
        int failed = status.values().indexOf(Status.FAILED.word());
        long[] counts = new long[classes.values().size()];
        long[] untreated = new long[counts.length];
        double[] micros = new double[counts.length];
        long[] tried = new long[recoveries.values().size()];
        long decided = 0;
        for (int row = 0; row < columns.size(); row++) {
            int recovery = recoveries.code(row);
            if (recovery != Codes.NONE) {
                tried[recovery]++;
            }
            int code = status.code(row);
            decided += code == succeeded || code == failed ? 1 : 0;
            int of = classes.code(row);
            if (code == failed && of != Codes.NONE) {
                counts[of]++;
                untreated[of] += recovery == Codes.NONE ? 1 : 0;
                micros[of] += took.has(row) ? took.at(row) : 0;
            }
        }
        Map<FailureClass, Transience> passing = passing(groups);
        List<FailureLoad> loads = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            FailureClass of = FailureClass.labelled(classes.values().get(i)).orElse(FailureClass.UNKNOWN);
            if (counts[i] >= FEWEST && (double) counts[i] >= LEAST_SHARE * (double) decided) {
                loads.add(new FailureLoad(
                        of, counts[i], untreated[i], micros[i] / 1e6, passing.getOrDefault(of, Transience.UNKNOWN)));
            }
        }
        return new All(List.copyOf(loads), decided, strategies(recoveries, tried));
    }

    private static Map<FailureClass, Transience> passing(List<FailureGroup> groups) {
        Map<FailureClass, Long> balance = new EnumMap<>(FailureClass.class);
        for (FailureGroup each : groups) {
            long sign = each.example().transience() == Transience.TRANSIENT
                    ? 1
                    : each.example().transience() == Transience.PERMANENT ? -1 : 0;
            balance.merge(each.example().failureClass(), sign * each.count(), Long::sum);
        }
        Map<FailureClass, Transience> passing = new EnumMap<>(FailureClass.class);
        balance.forEach((each, sum) -> passing.put(
                each, sum > 0 ? Transience.TRANSIENT : sum < 0 ? Transience.PERMANENT : Transience.UNKNOWN));
        return passing;
    }

    private static SortedMap<String, Tally> strategies(Codes<SortedMap<String, Tally>> recoveries, long[] times) {
        var all = new TreeMap<String, Tally>();
        for (int i = 0; i < times.length; i++) {
            long n = times[i];
            recoveries
                    .values()
                    .get(i)
                    .forEach((strategy, tally) ->
                            all.merge(strategy, new Tally(tally.tried() * n, tally.worked() * n), Tally::merge));
        }
        return all;
    }

    Optimisation optimisation(All all) {
        String because = String.format(
                Locale.ROOT,
                "%,d of %,d decided executions failed by it%s; in %,d of them no recovery was tried",
                failed,
                all.decided(),
                seconds == 0 ? "" : ", after %s in all".formatted(Words.time(seconds)),
                untreated);
        return new Optimisation(
                Kind.ERROR_HANDLING,
                failureClass.label(),
                because,
                transience == Transience.TRANSIENT ? ifTreated(all) : atMost(all, failed, "all of them are mended"),
                Guidance.of(transience),
                transience == Transience.TRANSIENT ? "afterwise heal stats" : "afterwise errors list");
    }

    /** What it gains if what was not treated were, and recovered as often as others did by the best strategy there is. */
    private @Nullable Impact ifTreated(All all) {
        if (untreated == 0) {
            return null;
        }
        Interval share = Proportions.interval(new Tally(all.decided(), untreated));
        String best = "";
        Interval rate = new Interval(0, 0);
        double middle = 0;
        for (var each : all.recoveries().entrySet()) {
            Interval worked = Proportions.interval(each.getValue());
            if (each.getValue().tried() >= FEWEST_RECOVERIES && worked.low() > rate.low()) {
                best = each.getKey();
                rate = worked;
                middle = each.getValue().rate();
            }
        }
        if (best.isEmpty()) {
            return atMost(all, untreated, "every one of them passes at the next attempt");
        }
        double effect = (double) untreated / (double) all.decided() * middle;
        return new Impact(
                evidence(all, effect, share.low() * rate.low(), share.high() * rate.high()),
                effect,
                "'%s' helps as often as it did elsewhere".formatted(best.replace('_', ' ')));
    }

    /** All of them, if everything that can be done helps. */
    private static Impact atMost(All all, long of, String assuming) {
        Interval share = Proportions.interval(new Tally(all.decided(), of));
        double effect = (double) of / (double) all.decided();
        return new Impact(evidence(all, effect, 0, share.high()), effect / 2, assuming);
    }

    private static Evidence evidence(All all, double effect, double low, double high) {
        return new Evidence(all.decided(), Measure.SUCCESS_RATE, effect, low, high, Double.NaN, List.of());
    }
}
