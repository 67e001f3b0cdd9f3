package dev.afterwise.learn;

import dev.afterwise.Dimension;
import dev.afterwise.Status;
import dev.afterwise.Value;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Window;
import java.time.Instant;
import java.util.BitSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which rows of columns are meant. */
public final class Rows {
    private Rows() {}

    /**
     * The rows that pass a filter.
     *
     * @throws IllegalArgumentException if it asks for words, which are in no column
     */
    public static BitSet of(Columns columns, Filter filter) {
        if (!filter.text().isEmpty()) {
            throw new IllegalArgumentException(
                    "Columns hold no words, but the filter asks for (%s).".formatted(String.join(" ", filter.text())));
        }
        var rows = new BitSet(columns.size());
        rows.set(0, columns.size());
        filter.subject().parts().forEach((dimension, name) -> {
            if (dimension != Dimension.STEP) {
                rows.and(labelled(columns.labels(trait(dimension)), name));
            }
        });
        if (!filter.statuses().equals(Filter.ALL.statuses())) {
            keep(rows, status(columns, filter.statuses()));
        }
        if (!filter.window().equals(Window.ALL)) {
            keep(rows, window(columns, filter));
        }
        filter.conditions().forEach(each -> keep(rows, condition(columns, each)));
        return rows;
    }

    private static void keep(BitSet rows, IntPredicate test) {
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (!test.test(row)) {
                rows.clear(row);
            }
        }
    }

    /** The rows with this label; with the empty one, those without any. */
    private static BitSet labelled(Codes<String> labels, String name) {
        BitSet rows =
                labels.values().contains(name) ? labels.rows(labels.values().indexOf(name)) : new BitSet(labels.size());
        if (name.isEmpty()) {
            rows.or(labels.rows(Codes.NONE));
        }
        return rows;
    }

    /** The column of a dimension. @throws IllegalArgumentException if it is that of steps */
    public static Trait trait(Dimension dimension) {
        return switch (dimension) {
            case TASK -> Trait.TASK;
            case AGENT -> Trait.AGENT;
            case MODEL -> Trait.MODEL;
            case ROUTE -> Trait.ROUTE;
            case STEP ->
                throw new IllegalArgumentException("An execution has many steps, but only one column of each.");
        };
    }

    private static IntPredicate status(Columns columns, Set<Status> statuses) {
        Codes<String> codes = columns.labels(Trait.STATUS);
        Set<String> words = statuses.stream().map(Status::word).collect(Collectors.toSet());
        var wanted = new BitSet();
        for (int code = 0; code < codes.values().size(); code++) {
            wanted.set(code, words.contains(codes.values().get(code)));
        }
        return row -> codes.code(row) >= 0 && wanted.get(codes.code(row));
    }

    private static IntPredicate window(Columns columns, Filter filter) {
        Numbers started = columns.numbers(Quantity.STARTED_US);
        long from = micros(filter.window().from(), Long.MIN_VALUE);
        long until = micros(filter.window().until(), Long.MAX_VALUE);
        return row -> started.whole(row) >= from && started.whole(row) < until;
    }

    private static long micros(@Nullable Instant at, long otherwise) {
        return at == null
                ? otherwise
                : Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000L);
    }

    private static IntPredicate condition(Columns columns, Condition condition) {
        return switch (condition) {
            case Condition.OfComplexity it -> {
                Numbers complexity = columns.numbers(Quantity.COMPLEXITY);
                yield row -> it.holds(complexity.has(row) ? complexity.at(row) : null);
            }
            case Condition.OfAttribute it -> {
                Codes<String> texts = columns.texts(it.name());
                Numbers numbers = columns.numbers(it.name());
                yield row -> it.holds(value(texts, numbers, row));
            }
        };
    }

    private static @Nullable Value value(Codes<String> texts, Numbers numbers, int row) {
        String text = texts.at(row);
        if (text != null) {
            return Value.of(text);
        }
        return numbers.has(row) ? Value.of(numbers.at(row)) : null;
    }
}
