package dev.afterwise.plan;

import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a run of a plan went.
 *
 * @param id the execution that it was, as the history shows it
 * @param steps how each step ended that was begun, in the order of the plan
 * @param left the steps that were not begun, because one that they need did not succeed
 */
public record PlanResult(ExecutionId id, Outcome.Ended outcome, Map<String, Outcome.Ended> steps, List<String> left) {
    public PlanResult {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        left = List.copyOf(left);
    }
}
