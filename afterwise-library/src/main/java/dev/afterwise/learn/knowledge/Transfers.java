package dev.afterwise.learn.knowledge;

import dev.afterwise.Dimension;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.Transfer;
import dev.afterwise.learn.Rows;
import dev.afterwise.learn.Slices;
import dev.afterwise.learn.patterns.Measured;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.stats.Clustered;
import dev.afterwise.learn.stats.Difference;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Trait;
import dev.afterwise.store.Comparison;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Filter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How findings of one task hold in others. What was found of success in one task is looked at in every other: it held there if the
 * difference is surely of the same direction and at least half as large, it did not if it is surely less than half as large, and
 * what can't be told counts as neither. Half, because what was found is found to be larger than it is.
 */
public final class Transfers {
    private static final int FEWEST = 20;
    private static final int MOST_TASKS = 50;
    private static final double ENOUGH = .5;
    private static final List<Dimension> DIMENSIONS = List.of(Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE);

    private record Pair(String from, String to) {}

    private final Columns columns;
    private final BitSet decided;
    private final BitSet succeeded;
    private final List<String> tasks;

    private Transfers(Columns columns) {
        this.columns = columns;
        Codes<String> status = columns.labels(Trait.STATUS);
        this.succeeded = rows(status, "succeeded");
        this.decided = rows(status, "failed");
        this.decided.or(succeeded);
        this.tasks = frequent(columns.labels(Trait.TASK));
    }

    /** What can be said of each pair of tasks; pairs of which nothing can be said are left out. */
    public static List<Transfer> in(Columns columns, List<Pattern> patterns) {
        var transfers = new Transfers(columns);
        Map<Pair, Tally> pairs = new LinkedHashMap<>();
        for (Pattern each : patterns) {
            if (!each.task().isEmpty() && each.effect().measured() == Measured.SUCCESS) {
                transfers.check(each, pairs);
            }
        }
        return pairs.entrySet().stream()
                .map(each -> new Transfer(each.getKey().from(), each.getKey().to(), each.getValue(), Tally.NONE))
                .toList();
    }

    private void check(Pattern pattern, Map<Pair, Tally> pairs) {
        List<Condition.OfAttribute> conditions = conditions(pattern);
        if (conditions.isEmpty()) {
            return;
        }
        for (String task : tasks) {
            if (!task.equals(pattern.task())) {
                verdict(task, conditions, pattern.effect().value())
                        .ifPresent(tally -> pairs.merge(new Pair(pattern.task(), task), tally, Tally::merge));
            }
        }
    }

    private Optional<Tally> verdict(String task, List<Condition.OfAttribute> conditions, double expected) {
        BitSet with = Rows.of(columns, filter(task, conditions));
        with.and(decided);
        BitSet without = Rows.of(columns, filter(task, conditions.subList(0, conditions.size() - 1)));
        without.and(decided);
        without.andNot(with);
        if (with.cardinality() < FEWEST || without.cardinality() < FEWEST) {
            return Optional.empty();
        }
        Slices slices = Slices.of(columns, with, without);
        var compared = new Clustered(slices.count());
        with.stream().forEach(row -> compared.one(slices.of(row), succeeded.get(row) ? 1 : 0));
        without.stream().forEach(row -> compared.other(slices.of(row), succeeded.get(row) ? 1 : 0));
        Difference seen = compared.difference();
        double direction = Math.signum(expected);
        double least = Math.min(
                direction * seen.interval().low(), direction * seen.interval().high());
        double most = Math.max(
                direction * seen.interval().low(), direction * seen.interval().high());
        double half = ENOUGH * Math.abs(expected);
        if (least > 0 && direction * seen.effect() >= half) {
            return Optional.of(new Tally(1, 1));
        }
        return most < half ? Optional.of(new Tally(1, 0)) : Optional.empty();
    }

    /** The executions of a task under these conditions. */
    private static Filter filter(String task, List<Condition.OfAttribute> conditions) {
        Subject subject = Subject.task(task);
        List<Condition> others = new ArrayList<>();
        for (Condition.OfAttribute each : conditions) {
            Optional<Dimension> dimension = dimension(each);
            if (dimension.isPresent()) {
                subject = subject.with(dimension.get(), each.value().toString());
            } else if (each.name().equals("complexity") && each.number().isPresent()) {
                others.add(new Condition.OfComplexity(
                        each.comparison(), each.number().getAsDouble()));
            } else {
                others.add(each);
            }
        }
        return Filter.of(subject).with(others);
    }

    private static Optional<Dimension> dimension(Condition.OfAttribute condition) {
        return condition.comparison() == Comparison.EQUAL
                ? DIMENSIONS.stream()
                        .filter(each -> each.word().equals(condition.name()))
                        .findFirst()
                : Optional.empty();
    }

    /** Its conditions, the last of which makes the difference; none if any of them is in words. */
    private static List<Condition.OfAttribute> conditions(Pattern pattern) {
        List<Optional<Condition.OfAttribute>> read = Circumstances.parts(pattern.circumstance()).stream()
                .map(each -> Circumstances.read(each.text()))
                .toList();
        return read.stream().allMatch(Optional::isPresent)
                ? read.stream().flatMap(Optional::stream).toList()
                : List.of();
    }

    private List<String> frequent(Codes<String> codes) {
        int[] counts = new int[codes.values().size()];
        for (int row = decided.nextSetBit(0); row >= 0; row = decided.nextSetBit(row + 1)) {
            if (codes.code(row) >= 0) {
                counts[codes.code(row)]++;
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] >= 2 * FEWEST) {
                order.add(code);
            }
        }
        order.sort((one, other) -> Integer.compare(counts[other], counts[one]));
        return order.stream().limit(MOST_TASKS).map(codes.values()::get).toList();
    }

    private static BitSet rows(Codes<String> status, String word) {
        int code = status.values().indexOf(word);
        var rows = new BitSet(status.size());
        if (code >= 0) {
            rows.or(status.rows(code));
        }
        return rows;
    }
}
