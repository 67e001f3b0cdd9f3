package dev.afterwise.segment;

import dev.afterwise.Execution;
import dev.afterwise.Headline;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an execution in columns.
 *
 * @param number by which its store knows it
 * @param steps what its steps are called, or null if nobody knows
 */
public record Entry(
        long number, Headline headline, @Nullable StepNames steps) {
    public static Entry of(long number, Execution execution) {
        return new Entry(number, execution.headline(), StepNames.of(execution));
    }
}
