package dev.afterwise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try at a step. An attempt that failed may be followed by a recovery, and a recovery by the next attempt.
 *
 * @param number counts from 1
 * @param agent which of the step's alternatives made it, or null if there was only one
 * @param then what was decided after this attempt, or null if nothing was
 */
public record Attempt(
        int number,
        @Nullable String agent,
        Instant startedAt,
        Outcome outcome,
        Usage usage,
        Payload result,
        @Nullable Recovery then) {
    /** @throws IllegalArgumentException if the number is not positive */
    public Attempt {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "An attempt's number must be 1 or more, but this is (%d).".formatted(number));
        }
    }

    /** The same attempt, as if it had gone so. */
    public Attempt with(Outcome other) {
        return new Attempt(number, agent, startedAt, other, usage, result, then);
    }
}
