package dev.afterwise.plan;

import java.util.HashSet;
import java.util.List;

/**
 * What to do: steps, each after the ones it needs.
 *
 * <p>A step may only need steps listed before it, so a plan has no cycles, and its own order is one it can run in.
 *
 * @param name the task under which its runs are recorded
 */
public record Plan(String name, List<PlanStep> steps) {
    /** @throws IllegalArgumentException if a step needs one that is not listed before it, or two steps have one id */
    public Plan {
        steps = List.copyOf(steps);
        var before = new HashSet<String>();
        for (PlanStep step : steps) {
            if (!before.containsAll(step.needs())) {
                throw new IllegalArgumentException("""
                        The step (%s) must come after (%s), but only (%s) come before it.
                        Maybe list it later, or take the missing id out of 'needs'.""".formatted(step.id(), step.needs(), before));
            }
            if (!before.add(step.id())) {
                throw new IllegalArgumentException(
                        "Each step must have an id of its own, but two have (%s).".formatted(step.id()));
            }
        }
    }
}
