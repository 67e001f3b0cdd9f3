package dev.afterwise.plan;

import dev.afterwise.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Over what a step is done again and again, once for each item.
 *
 * @param in where the items come from
 * @param as what expressions of the step call the item; its place is {@code NAME.index}, from 0
 * @param most how many items there may be
 * @param atOnce how many may be done at the same time, as far as the run has places
 */
public record ForEach(In in, String as, int most, int atOnce) {
    /** The most items that a step can ever have. */
    public static final int MOST = 10_000;

    public static final int DEFAULT_MOST = 100;

    /** As many as a run can have places. */
    public static final int MOST_AT_ONCE = 64;

    public static final String DEFAULT_NAME = "item";

    /** Where items come from. */
    public sealed interface In {
        /** They stand in the plan. */
        record Listed(List<Template> items) implements In {
            public Listed {
                items = List.copyOf(items);
            }
        }

        /** A value that is found in the run: a JSON list of them, or else text with one in each line that isn't blank. */
        record Found(Expression expression) implements In {}
    }

    /** @throws IllegalArgumentException if a part is out of range, or more items are listed than there may be */
    public ForEach {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException(
                    "The most items of a step must be from 1 to %,d, but it is (%d).".formatted(MOST, most));
        }
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "The items done at once must be from 1 to %d, but it is (%d).".formatted(MOST_AT_ONCE, atOnce));
        }
        if (in instanceof In.Listed(List<Template> items) && items.size() > most) {
            throw new IllegalArgumentException(
                    "There must be at most %,d items, but %,d are listed.".formatted(most, items.size()));
        }
    }

    /** Over these texts, with the usual limits. */
    public static ForEach of(List<String> items) {
        return new ForEach(
                new In.Listed(items.stream().map(Template::literal).toList()),
                DEFAULT_NAME,
                Math.max(DEFAULT_MOST, Math.min(MOST, items.size())),
                MOST_AT_ONCE);
    }

    /** Over what is found there, with the usual limits. */
    public static ForEach in(Expression expression) {
        return new ForEach(new In.Found(expression), DEFAULT_NAME, DEFAULT_MOST, MOST_AT_ONCE);
    }

    public ForEach as(String name) {
        return new ForEach(in, name, most, atOnce);
    }

    public ForEach withMost(int other) {
        return new ForEach(in, as, other, atOnce);
    }

    public ForEach withAtOnce(int other) {
        return new ForEach(in, as, most, other);
    }

    /**
     * The items of this run, in their order.
     *
     * @throws ExpressionException if there are too many, or they can't be worked out
     */
    List<Value> items(Scope scope) {
        List<Value> items = switch (in) {
            case In.Listed(List<Template> listed) ->
                listed.stream().map(item -> item.value(scope)).toList();
            case In.Found(Expression expression) -> found(expression.value(scope));
        };
        if (items.size() > most) {
            throw new ExpressionException(
                    "There must be at most %,d items to do, but there are %,d.\nMaybe say a larger 'most'."
                            .formatted(most, items.size()),
                    0);
        }
        return items;
    }

    private static List<Value> found(@Nullable Value value) {
        return switch (value) {
            case null -> List.of();
            case Value.Numeric number -> List.of(number);
            case Value.Text(String text) ->
                JsonItems.of(text)
                        .orElseGet(() -> text.lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .<Value>map(Value::of)
                                .toList());
        };
    }
}
