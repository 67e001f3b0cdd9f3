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
 * @param outcome running if it waits for a person, and is to be resumed
 * @param steps how it stands with each step, in the order of the plan
 */
public record PlanResult(ExecutionId id, Outcome outcome, Map<String, StepEnd> steps) {
    public PlanResult {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    /** The steps that were not begun, because one that they need did not succeed. */
    public List<String> left() {
        return steps.entrySet().stream()
                .filter(step -> step.getValue() instanceof StepEnd.Left)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether a person has to see to something before it can be resumed. */
    public boolean isWaiting() {
        return outcome instanceof Outcome.Running;
    }
}
