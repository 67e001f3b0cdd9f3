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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * How findings of one task hold in others. What was found of success is looked at in every task: it holds there if the difference is
 * surely of the same direction and at least half as large, it does not if it is surely less than half as large, and what can't be told
 * counts as neither. Half, because what was found is found to be larger than it is. What holds in one task and could be decided in
 * another says how the one carries over to the other.
 *
 * <p>Several findings of one history are not independent of each other, so the counts say more than there is to say; {@link Discounts}
 * takes a pair of which little is known to be like the others.
 */
public final class Transfers {
    private static final int FEWEST = 20;
    private static final int MOST_TASKS = 50;
    private static final int MOST_PATTERNS = 50;
    private static final double ENOUGH = .5;
    private static final List<Dimension> DIMENSIONS = List.of(Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE);

    private record Pair(String from, String to) {}

    private final Columns columns;
    private final BitSet succeeded;
    private final SequencedMap<String, BitSet> tasks = new LinkedHashMap<>();
    private final Map<Pattern, SequencedMap<String, Boolean>> verdicts = new LinkedHashMap<>();

    private Transfers(Columns columns) {
        this.columns = columns;
        Codes<String> status = columns.labels(Trait.STATUS);
        this.succeeded = rows(status, "succeeded");
        BitSet decided = rows(status, "failed");
        decided.or(succeeded);
        frequent(columns.labels(Trait.TASK), decided);
    }

    public static Transfers of(Columns columns, List<Pattern> patterns) {
        var transfers = new Transfers(columns);
        patterns.stream()
                .filter(each -> each.effect().measured() == Measured.SUCCESS)
                .limit(MOST_PATTERNS)
                .forEach(transfers::look);
        return transfers;
    }

    /** What can be said of each pair of tasks; pairs of which nothing can be said are left out. */
    public List<Transfer> all() {
        Map<Pair, Tally> pairs = new LinkedHashMap<>();
        verdicts.values()
                .forEach(its -> its.forEach((from, held) -> {
                    if (held) {
                        its.forEach((to, heldToo) -> {
                            if (!from.equals(to)) {
                                pairs.merge(new Pair(from, to), new Tally(1, heldToo ? 1 : 0), Tally::merge);
                            }
                        });
                    }
                }));
        return pairs.entrySet().stream()
                .map(each -> new Transfer(each.getKey().from(), each.getKey().to(), each.getValue(), Tally.NONE))
                .toList();
    }

    /** The tasks in which a pattern surely does not hold. */
    public List<String> against(Pattern pattern) {
        return verdicts.getOrDefault(pattern, new LinkedHashMap<>()).entrySet().stream()
                .filter(each -> !each.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void look(Pattern pattern) {
        List<Condition.OfAttribute> conditions = conditions(pattern);
        if (conditions.isEmpty()) {
            return;
        }
        BitSet with = Rows.of(columns, filter(conditions));
        BitSet compared = Rows.of(columns, filter(conditions.subList(0, conditions.size() - 1)));
        SequencedMap<String, Boolean> its = new LinkedHashMap<>();
        tasks.forEach((task, rows) -> {
            if (task.equals(pattern.task())) {
                its.put(task, true);
            } else {
                verdict(and(rows, with), and(rows, compared), pattern.effect().value())
                        .ifPresent(held -> its.put(task, held));
            }
        });
        verdicts.put(pattern, its);
    }

    private Optional<Boolean> verdict(BitSet with, BitSet without, double expected) {
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
        double one = direction * seen.interval().low();
        double other = direction * seen.interval().high();
        double half = ENOUGH * Math.abs(expected);
        if (Math.min(one, other) > 0 && direction * seen.effect() >= half) {
            return Optional.of(true);
        }
        return Math.max(one, other) < half ? Optional.of(false) : Optional.empty();
    }

    /** The executions under these conditions. */
    private static Filter filter(List<Condition.OfAttribute> conditions) {
        Subject subject = Subject.EVERYTHING;
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

    /** Its conditions, the last of which makes the difference; none if any of them is in words, or about which task it is. */
    private static List<Condition.OfAttribute> conditions(Pattern pattern) {
        List<Optional<Condition.OfAttribute>> read = Circumstances.parts(pattern.circumstance()).stream()
                .map(each -> Circumstances.read(each.text()))
                .toList();
        return read.stream()
                        .allMatch(each -> each.isPresent() && !each.get().name().equals("task"))
                ? read.stream().flatMap(Optional::stream).toList()
                : List.of();
    }

    /** The more frequent tasks; of a flood of them, few are. */
    private void frequent(Codes<String> codes, BitSet decided) {
        int[] counts = new int[codes.values().size()];
        decided.stream().map(codes::code).filter(code -> code >= 0).forEach(code -> counts[code]++);
        IntStream.range(0, counts.length)
                .filter(code -> counts[code] >= 2 * FEWEST)
                .boxed()
                .sorted(Comparator.comparingInt(code -> -counts[code]))
                .limit(MOST_TASKS)
                .forEach(code -> tasks.put(codes.values().get(code), and(codes.rows(code), decided)));
    }

    private static BitSet rows(Codes<String> status, String word) {
        int code = status.values().indexOf(word);
        return code < 0 ? new BitSet(status.size()) : status.rows(code);
    }

    private static BitSet and(BitSet one, BitSet other) {
        var both = (BitSet) one.clone();
        both.and(other);
        return both;
    }
}
