package dev.afterwise.cli.plan;

import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The stages of a plan, counted from 1: a step belongs to the one after the last of those that it needs. */
record Stages(Map<String, Integer> byStep) {
    static Stages of(Plan plan) {
        var stages = new HashMap<String, Integer>();
        for (PlanStep step : plan.steps()) {
            int last = step.needs().stream()
                    .mapToInt(need -> Objects.requireNonNull(stages.get(need)))
                    .max()
                    .orElse(0);
            stages.put(step.id(), last + 1);
        }
        return new Stages(stages);
    }

    int of(PlanStep step) {
        return Objects.requireNonNull(byStep.get(step.id()));
    }

    int count() {
        return byStep.values().stream().mapToInt(stage -> stage).max().orElse(0);
    }

    List<PlanStep> at(int stage, Plan plan) {
        return plan.steps().stream().filter(step -> of(step) == stage).toList();
    }
}
