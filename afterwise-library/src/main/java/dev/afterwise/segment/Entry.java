package dev.afterwise.segment;

import dev.afterwise.Action;
import dev.afterwise.Execution;
import dev.afterwise.Headline;
import dev.afterwise.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an execution in columns.
 *
 * @param number by which its store knows it
 * @param steps the names of its steps in order, or null if nobody knows
 */
public record Entry(
        long number, Headline headline, @Nullable List<String> steps) {
    /** How many names of steps are kept. */
    public static final int MOST_STEPS = 200;

    public Entry {
        steps = steps == null ? null : List.copyOf(steps);
    }

    public static Entry of(long number, Execution execution) {
        return new Entry(number, execution.headline(), steps(execution));
    }

    /** The names of its steps, as {@link Columns#steps} has them. */
    public static List<String> steps(Execution execution) {
        return execution.steps().stream().limit(MOST_STEPS).map(Entry::name).toList();
    }

    /** Steps that are executions of their own have a name each, which tells nothing. */
    private static String name(Step step) {
        return step.action() instanceof Action.Delegate
                ? step.action().kind()
                : step.action().name();
    }
}
