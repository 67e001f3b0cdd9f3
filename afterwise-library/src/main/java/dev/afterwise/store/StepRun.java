package dev.afterwise.store;

import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one step of a plan run.
 *
 * @param attempt counts from 1; the fencing token of whoever makes the attempt
 * @param agent which of the step's alternatives makes it, or null if there is only one
 * @param then what was decided after it, or null
 * @param outputs what it gave to the steps after it, by name
 * @param usage what was spent on it
 */
public record StepRun(
        String step,
        int attempt,
        @Nullable String agent,
        Instant startedAt,
        Outcome outcome,
        @Nullable Recovery then,
        SortedMap<String, Value> outputs,
        Usage usage) {
    public StepRun {
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    }

    /** An attempt that gave nothing and cost nothing. */
    public StepRun(
            String step,
            int attempt,
            @Nullable String agent,
            Instant startedAt,
            Outcome outcome,
            @Nullable Recovery then) {
        this(step, attempt, agent, startedAt, outcome, then, Collections.emptySortedMap(), Usage.NONE);
    }
}
