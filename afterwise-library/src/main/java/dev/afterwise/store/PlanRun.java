package dev.afterwise.store;

import dev.afterwise.ExecutionId;
import dev.afterwise.Status;
import dev.afterwise.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run of a plan.
 *
 * @param id the execution that it is
 * @param plan the plan's name
 * @param source the plan's text as it was when the run began
 * @param folder where its commands run
 * @param params what it was told when it began, complete
 * @param policyVersion under which policy it began
 */
public record PlanRun(
        ExecutionId id,
        String plan,
        String source,
        String folder,
        SortedMap<String, Value> params,
        long policyVersion,
        Instant startedAt,
        Status status) {
    public PlanRun {
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
    }

    /** A run that was told nothing. */
    public PlanRun(
            ExecutionId id,
            String plan,
            String source,
            String folder,
            long policyVersion,
            Instant startedAt,
            Status status) {
        this(id, plan, source, folder, Collections.emptySortedMap(), policyVersion, startedAt, status);
    }

    public PlanRun withStatus(Status other) {
        return new PlanRun(id, plan, source, folder, params, policyVersion, startedAt, other);
    }
}
