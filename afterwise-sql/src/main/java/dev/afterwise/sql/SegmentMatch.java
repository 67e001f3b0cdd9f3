package dev.afterwise.sql;

import dev.afterwise.Dimension;
import dev.afterwise.Status;
import dev.afterwise.Value;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Segment;
import dev.afterwise.segment.Trait;
import dev.afterwise.store.Comparison;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Filter;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of a segment that pass a filter, but for its window and words. Each distinct text is looked at once. For one thread. */
final class SegmentMatch {
    private static final Map<Dimension, Trait> TRAITS = Map.of(
            Dimension.TASK, Trait.TASK,
            Dimension.AGENT, Trait.AGENT,
            Dimension.MODEL, Trait.MODEL,
            Dimension.ROUTE, Trait.ROUTE);

    private static final int[] NO_ROWS = {};

    private final Segment segment;
    private int[] rows;

    private SegmentMatch(Segment segment, int[] rows) {
        this.segment = segment;
        this.rows = rows;
    }

    /** Those of the rows that pass. */
    static int[] rows(Filter filter, SegmentReading.Part part) {
        var match = new SegmentMatch(part.segment(), part.rows());
        filter.subject().parts().forEach((dimension, value) -> {
            Trait trait = TRAITS.get(dimension);
            if (trait != null) {
                match.keep(part.segment().labels(trait), label -> value.equals(label == null ? "" : label));
            }
        });
        if (filter.statuses().size() < Status.values().length) {
            match.keep(
                    part.segment().labels(Trait.STATUS),
                    word -> filter.statuses().stream()
                            .anyMatch(status -> status.word().equals(word)));
        }
        filter.conditions().forEach(match::keep);
        return match.rows;
    }

    private void keep(Condition condition) {
        switch (condition) {
            case Condition.OfComplexity(Comparison comparison, double number) -> {
                Numbers complexity = segment.numbers(Quantity.COMPLEXITY);
                boolean ifNone = comparison == Comparison.DIFFERENT;
                keep(row -> complexity.has(row) ? comparison.holds(complexity.at(row), number) : ifNone);
            }
            case Condition.OfAttribute attribute -> {
                Codes<String> texts = segment.texts(attribute.name());
                Numbers numbers = segment.numbers(attribute.name());
                boolean[] passing = passing(texts, text -> attribute.holds(text == null ? null : Value.of(text)));
                Comparison comparison = attribute.comparison();
                boolean ifNone = comparison == Comparison.DIFFERENT;
                OptionalDouble asked = attribute.number();
                double number = asked.orElse(Double.NaN);
                if (isNone(passing) && asked.isEmpty() && !ifNone) {
                    rows = NO_ROWS;
                    return;
                }
                keep(row -> !numbers.has(row)
                        ? passing[texts.code(row) + 1]
                        : asked.isPresent() ? comparison.holds(numbers.at(row), number) : ifNone);
            }
        }
    }

    private void keep(Codes<String> labels, Predicate<@Nullable String> passes) {
        boolean[] passing = passing(labels, passes);
        if (isNone(passing)) {
            rows = NO_ROWS;
        } else {
            keep(row -> passing[labels.code(row) + 1]);
        }
    }

    /** Whether no row has to be looked at. */
    private static boolean isNone(boolean[] passing) {
        for (boolean each : passing) {
            if (each) {
                return false;
            }
        }
        return true;
    }

    /** Whether each value passes, by one more than its code; first, whether nothing does. */
    private static boolean[] passing(Codes<String> labels, Predicate<@Nullable String> passes) {
        boolean[] passing = new boolean[labels.values().size() + 1];
        passing[0] = passes.test(null);
        for (int code = 0; code < labels.values().size(); code++) {
            passing[code + 1] = passes.test(labels.values().get(code));
        }
        return passing;
    }

    private void keep(IntPredicate passes) {
        int[] kept = new int[rows.length];
        int count = 0;
        for (int row : rows) {
            if (passes.test(row)) {
                kept[count++] = row;
            }
        }
        rows = Arrays.copyOf(kept, count);
    }
}
