package dev.afterwise.plan;

import dev.afterwise.Outcome;
import dev.afterwise.Status;
import dev.afterwise.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How it stands with a step when nothing more is done about it in this run. */
public sealed interface StepEnd {
    /**
     * Attempts were made, and the last one decided.
     *
     * @param outputs what it gave to the steps after it
     */
    record Made(Outcome.Ended outcome, SortedMap<String, Value> outputs) implements StepEnd {
        public Made {
            outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
        }
    }

    /** The run went on without it: its condition did not hold, or its failure was to be passed over. */
    record Skipped(String because) implements StepEnd {}

    /** It was not begun, because a step that it needs did not succeed. */
    record Left(String because) implements StepEnd {}

    /** It goes on when a person has seen to it. */
    record Waiting(String because) implements StepEnd {}

    /** Such as {@code succeeded}; how plans refer to it. */
    default String word() {
        return switch (this) {
            case Made(Outcome.Ended outcome, var ignored) -> outcome.status().word();
            case Skipped ignored -> "skipped";
            case Left ignored -> "left";
            case Waiting ignored -> "waiting";
        };
    }

    /** Whether what needs the step may begin. */
    default boolean opens(PlanStep step) {
        return switch (this) {
            case Made(Outcome.Ended outcome, var ignored) ->
                outcome.status() == Status.SUCCEEDED || (outcome.status() == Status.FAILED && !step.critical());
            case Skipped ignored -> true;
            case Left ignored -> false;
            case Waiting ignored -> false;
        };
    }
}
