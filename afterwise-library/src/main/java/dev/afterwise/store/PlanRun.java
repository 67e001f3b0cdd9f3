package dev.afterwise.store;

import dev.afterwise.ExecutionId;
import dev.afterwise.Status;
import java.time.Instant;

/**
 * One run of a plan.
 *
 * @param id the execution that it is
 * @param plan the plan's name
 * @param source the plan's text as it was when the run began
 * @param folder where its commands run
 * @param policyVersion under which policy it began
 */
public record PlanRun(
        ExecutionId id,
        String plan,
        String source,
        String folder,
        long policyVersion,
        Instant startedAt,
        Status status) {}
