package dev.afterwise;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What lists and statistics need of an execution.
 *
 * @param description one line for people; may be empty
 * @param usage all that was spent, in steps and outside of them
 * @param recoveries how often each {@link Recovery#strategy() strategy} was tried, and how often the next attempt worked
 */
public record Headline(
        ExecutionId id,
        Profile profile,
        String description,
        Instant startedAt,
        Outcome outcome,
        Usage usage,
        SortedMap<String, Tally> recoveries) {
    public Headline {
        recoveries = Collections.unmodifiableSortedMap(new TreeMap<>(recoveries));
    }

    /** What was said at the end: the message of a failure, why it was cancelled, or nothing. */
    public String said() {
        return switch (outcome) {
            case Outcome.Failed failed -> failed.failure().message();
            case Outcome.Cancelled cancelled -> cancelled.reason();
            case Outcome.Running running -> "";
            case Outcome.Succeeded succeeded -> "";
            case Outcome.Unknown unknown -> "";
            case Outcome.Abandoned abandoned -> "";
        };
    }
}
