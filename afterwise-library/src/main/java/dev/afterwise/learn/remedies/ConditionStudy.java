package dev.afterwise.learn.remedies;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Measure;
import dev.afterwise.Subject;
import dev.afterwise.Where;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.Repeats;
import dev.afterwise.learn.Rows;
import dev.afterwise.learn.stats.Cuts;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a task's work should be sent elsewhere: where an attribute has a value, or the complexity is on one side of a cut.
 *
 * <p>Of each part, each alternative is compared with all others together. One that is better there and not elsewhere is worth a
 * condition; one that is better everywhere is worth none ({@link RouteStudy}). All parts looked at are paid for: of each task
 * five attributes with two to eight values, and three places of the complexity.
 */
final class ConditionStudy {
    private static final int MOST_TASKS = 20;
    private static final int MOST_ATTRIBUTES = 5;
    private static final int MOST_VALUES = 8;
    private static final List<Dimension> DIMENSIONS = List.of(Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE);

    private final Columns columns;
    private final BitSet decided;

    ConditionStudy(Columns columns) {
        this.columns = columns;
        this.decided = new BitSet();
        Codes<String> status = columns.labels(Trait.STATUS);
        int succeeded = status.values().indexOf("succeeded");
        int failed = status.values().indexOf("failed");
        var all = new BitSet();
        all.set(0, columns.size());
        Repeats.without(columns, all).stream()
                .filter(row -> status.code(row) >= 0)
                .filter(row -> status.code(row) == succeeded || status.code(row) == failed)
                .forEach(decided::set);
    }

    List<Found> found() {
        List<Found> found = new ArrayList<>();
        Codes<String> tasks = columns.labels(Trait.TASK);
        Map<String, BitSet> byTask = parted(decided, tasks);
        byTask.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, BitSet> each) ->
                                -each.getValue().cardinality())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_TASKS)
                .forEach(task -> parts(task.getValue()).forEach((where, rows) -> {
                    for (Dimension dimension : DIMENSIONS) {
                        found.addAll(found(task.getKey(), task.getValue(), where, rows, dimension));
                    }
                }));
        return found;
    }

    /** The parts of the work, by what they have in common. */
    private Map<Where, BitSet> parts(BitSet work) {
        var parts = new LinkedHashMap<Where, BitSet>();
        int attributes = 0;
        for (String attribute : columns.attributes()) {
            Map<String, BitSet> values = parted(work, columns.texts(attribute));
            if (values.size() >= 2 && values.size() <= MOST_VALUES && attributes < MOST_ATTRIBUTES) {
                attributes++;
                values.forEach((value, rows) -> parts.put(new Where.Is(attribute, value), rows));
            }
        }
        Numbers complexity = columns.numbers(Quantity.COMPLEXITY);
        double[] numbers = work.stream()
                .filter(complexity::has)
                .mapToDouble(complexity::at)
                .toArray();
        List<Double> cuts = Cuts.of(numbers);
        for (int quarter = 1; quarter <= 3 && cuts.size() >= 3; quarter++) {
            double cut = cuts.get(quarter * cuts.size() / 4);
            parts.put(
                    new Where.Above(Where.COMPLEXITY, cut),
                    only(work, row -> complexity.has(row) && complexity.at(row) > cut));
            parts.put(
                    new Where.UpTo(Where.COMPLEXITY, cut),
                    only(work, row -> complexity.has(row) && complexity.at(row) <= cut));
        }
        return parts;
    }

    private List<Found> found(String task, BitSet work, Where where, BitSet part, Dimension dimension) {
        Codes<String> labels = columns.labels(Rows.trait(dimension));
        List<Map.Entry<String, BitSet>> arms = parted(part, labels).entrySet().stream()
                .filter(each ->
                        !each.getKey().isEmpty() && each.getValue().cardinality() >= Demands.DEFAULT.minSamples())
                .sorted(Comparator.comparingInt((Map.Entry<String, BitSet> each) ->
                                -each.getValue().cardinality())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        if (arms.size() < 2) {
            return List.of();
        }
        return arms.stream()
                .map(each -> {
                    BitSet others = others(part, labels, each.getValue());
                    Pair pair = Pair.of(columns, each.getValue(), others);
                    return new Found(pair.pValue(), worth(task, work, where, part, dimension, each.getKey(), pair));
                })
                .toList();
    }

    /** What is sent anywhere else. */
    private static BitSet others(BitSet part, Codes<String> labels, BitSet arm) {
        BitSet others = only(part, row -> labels.code(row) != Codes.NONE);
        others.andNot(arm);
        return others;
    }

    private Found.@Nullable Worth worth(
            String task, BitSet work, Where where, BitSet part, Dimension dimension, String better, Pair pair) {
        if (pair.effect() < Demands.DEFAULT.minGain() || pair.interval().low() <= 0) {
            return null;
        }
        var rest = (BitSet) work.clone();
        rest.andNot(part);
        Codes<String> labels = columns.labels(Rows.trait(dimension));
        BitSet elsewhere = parted(rest, labels).getOrDefault(better, new BitSet());
        Pair there = Pair.of(columns, elsewhere, others(rest, labels, elsewhere));
        if (!there.isEnough(Demands.DEFAULT.minSamples()) || there.effect() >= Demands.DEFAULT.minGain()) {
            return null;
        }
        double share = (double) pair.other().tried() / work.cardinality();
        String because =
                "Where %s, %s succeed with %s '%s', and %s otherwise; elsewhere %s and %s. Who got the harder work can't be told from that."
                        .formatted(
                                where,
                                Say.rate(pair.one()),
                                dimension.word(),
                                better,
                                Say.rate(pair.other()),
                                Say.rate(there.one()),
                                Say.rate(there.other()));
        return new Found.Worth(
                new Change.PreferWhere(Subject.task(task), where, dimension, better),
                because,
                pair.one().tried() + pair.other().tried(),
                Measure.SUCCESS_RATE,
                share * pair.effect(),
                pair.interval().times(share),
                List.of());
    }

    private static Map<String, BitSet> parted(BitSet rows, Codes<String> codes) {
        var byCode = new TreeMap<Integer, BitSet>();
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (codes.code(row) != Codes.NONE) {
                byCode.computeIfAbsent(codes.code(row), code -> new BitSet()).set(row);
            }
        }
        var byName = new TreeMap<String, BitSet>();
        byCode.forEach((code, some) -> byName.put(codes.values().get(code), some));
        return byName;
    }

    private static BitSet only(BitSet rows, IntPredicate which) {
        var some = new BitSet();
        rows.stream().filter(which).forEach(some::set);
        return some;
    }
}
