package dev.afterwise.store;

import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Executions that failed in the same way: the same class and fingerprint.
 *
 * @param example the newest failure
 * @param execution the execution in which it happened
 * @param firstSeen when the oldest of them began
 * @param lastSeen when the newest of them began
 * @param agents who was affected
 */
public record FailureGroup(
        Failure example,
        long count,
        Instant firstSeen,
        Instant lastSeen,
        SortedSet<String> agents,
        ExecutionId execution) {
    public FailureGroup {
        agents = Collections.unmodifiableSortedSet(new TreeSet<>(agents));
    }
}
