package dev.afterwise.store;

import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one step of a plan run.
 *
 * @param attempt counts from 1; the fencing token of whoever makes the attempt
 * @param agent which of the step's alternatives makes it, or null if there is only one
 * @param then what was decided after it, or null
 */
public record StepRun(
        String step,
        int attempt,
        @Nullable String agent,
        Instant startedAt,
        Outcome outcome,
        @Nullable Recovery then) {}
