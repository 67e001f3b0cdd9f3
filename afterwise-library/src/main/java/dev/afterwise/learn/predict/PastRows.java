package dev.afterwise.learn.predict;

import dev.afterwise.Profile;
import dev.afterwise.Status;
import dev.afterwise.Value;
import dev.afterwise.learn.Repeats;
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
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads columns row by row as what was known before and what came of it. For one thread. */
final class PastRows {
    private final Codes<String> tasks;
    private final Codes<String> agents;
    private final Codes<String> models;
    private final Codes<String> routes;
    private final Codes<String> statuses;
    private final Numbers started;
    private final Numbers took;
    private final Numbers complexity;
    private final Numbers cost;
    private final Numbers calls;
    private final Map<String, Codes<String>> texts = new LinkedHashMap<>();
    private final Map<String, Numbers> numbers = new LinkedHashMap<>();

    private PastRows(Columns columns) {
        tasks = columns.labels(Trait.TASK);
        agents = columns.labels(Trait.AGENT);
        models = columns.labels(Trait.MODEL);
        routes = columns.labels(Trait.ROUTE);
        statuses = columns.labels(Trait.STATUS);
        started = columns.numbers(Quantity.STARTED_US);
        took = columns.numbers(Quantity.TOOK_US);
        complexity = columns.numbers(Quantity.COMPLEXITY);
        cost = columns.numbers(Quantity.COST_MICROS);
        calls = columns.numbers(Quantity.API_CALLS);
        for (String each : columns.attributes()) {
            texts.put(each, columns.texts(each));
            numbers.put(each, columns.numbers(each));
        }
    }

    /** The newest executions that succeeded or failed, without those that were reported twice; at most so many. */
    static List<Past> newest(Columns columns, int most) {
        var rows = new PastRows(columns);
        return Repeats.without(columns, rows.decided(columns.size(), any -> true)).stream()
                .boxed()
                .sorted(Comparator.comparingLong((Integer row) -> rows.started.whole(row))
                        .reversed())
                .limit(most)
                .map(rows::past)
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }

    /** How many executions of these tasks that succeeded or failed repeat another. */
    static int repeats(Columns columns, Predicate<String> isTask) {
        BitSet decided = new PastRows(columns).decided(columns.size(), isTask);
        return decided.cardinality() - Repeats.without(columns, decided).cardinality();
    }

    private BitSet decided(int size, Predicate<String> isTask) {
        var decided = new BitSet(size);
        for (int row = 0; row < size; row++) {
            boolean isOver = is(row, Status.SUCCEEDED) || is(row, Status.FAILED);
            decided.set(row, isOver && isTask.test(Objects.requireNonNull(tasks.at(row))));
        }
        return decided;
    }

    private boolean is(int row, Status status) {
        return status.word().equals(statuses.at(row));
    }

    private Past past(int row) {
        long began = started.whole(row);
        return new Past(
                profile(row),
                began,
                took.has(row) ? began + took.whole(row) : began,
                is(row, Status.SUCCEEDED),
                new Past.Amounts(took.at(row) / 1e6, or0(cost, row) / 1e6, or0(calls, row)));
    }

    private static double or0(Numbers amounts, int row) {
        return amounts.has(row) ? amounts.at(row) : 0;
    }

    private Profile profile(int row) {
        SortedMap<String, Value> attributes = new TreeMap<>();
        texts.forEach((name, codes) -> {
            @Nullable String text = codes.at(row);
            if (text != null) {
                attributes.put(name, Value.of(text));
            }
        });
        numbers.forEach((name, column) -> {
            if (column.has(row)) {
                attributes.put(name, Value.of(column.at(row)));
            }
        });
        return new Profile(
                Objects.requireNonNull(tasks.at(row)),
                Objects.requireNonNullElse(agents.at(row), ""),
                models.at(row),
                routes.at(row),
                complexity.has(row) ? complexity.at(row) : null,
                attributes);
    }
}
