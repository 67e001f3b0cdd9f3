package dev.afterwise.plan.refine;

import dev.afterwise.plan.Body;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One change to how a plan is written. */
public sealed interface Mend {
    /** The step that it is about. */
    String step();

    /**
     * The plan with the change.
     *
     * @throws IllegalArgumentException if that is none
     */
    Plan in(Plan plan);

    /** The step gives an attempt no more time than this. */
    record LimitTime(String step, Duration timeout) implements Mend {
        @Override
        public Plan in(Plan plan) {
            return edited(plan, step, found -> found.within(timeout));
        }
    }

    /** The step no longer waits for the other. */
    record DropNeed(String step, String need) implements Mend {
        @Override
        public Plan in(Plan plan) {
            return edited(
                    plan,
                    step,
                    found -> found.edit()
                            .needs(found.needs().stream()
                                    .filter(each -> !each.equals(need))
                                    .toList())
                            .build());
        }
    }

    /** The step waits for the other, too. */
    record AddNeed(String step, String need) implements Mend {
        @Override
        public Plan in(Plan plan) {
            return sorted(
                    plan,
                    plan.steps().stream()
                            .map(each -> each.id().equals(step) ? needing(each, need) : each)
                            .toList());
        }
    }

    /** A step that looks whether what {@code step} uses is there, before it begins. */
    record AddCheckpoint(String step, String id, List<String> needs, List<Expression> checks) implements Mend {
        public AddCheckpoint {
            needs = List.copyOf(needs);
            checks = List.copyOf(checks);
        }

        @Override
        public Plan in(Plan plan) {
            var steps = new ArrayList<PlanStep>();
            for (PlanStep each : plan.steps()) {
                if (each.id().equals(step)) {
                    steps.add(PlanStep.of(id, new Body.Check(checks))
                            .edit()
                            .needs(needs)
                            .build());
                    steps.add(needing(each, id));
                } else {
                    steps.add(each);
                }
            }
            return plan.withSteps(steps);
        }
    }

    /** The step may run beside others. */
    record InParallel(String step) implements Mend {
        @Override
        public Plan in(Plan plan) {
            return edited(plan, step, found -> found.edit().parallel(true).build());
        }
    }

    /** The step is done whatever its condition says, which always holds. */
    record DropCondition(String step) implements Mend {
        @Override
        public Plan in(Plan plan) {
            return edited(plan, step, found -> found.edit().condition(null).build());
        }
    }

    private static Plan edited(Plan plan, String step, UnaryOperator<PlanStep> edit) {
        return plan.withSteps(plan.steps().stream()
                .map(each -> each.id().equals(step) ? edit.apply(each) : each)
                .toList());
    }

    private static PlanStep needing(PlanStep step, String need) {
        var needs = new ArrayList<>(step.needs());
        needs.add(need);
        return step.edit().needs(needs).build();
    }

    /** Each after those it needs, and otherwise in the order given. */
    private static Plan sorted(Plan plan, List<PlanStep> steps) {
        Map<String, PlanStep> byId = new LinkedHashMap<>();
        steps.forEach(each -> byId.put(each.id(), each));
        var sorted = new ArrayList<PlanStep>();
        Set<String> taken = new HashSet<>();
        while (sorted.size() < steps.size()) {
            int before = sorted.size();
            for (PlanStep each : byId.values()) {
                if (!taken.contains(each.id()) && taken.containsAll(each.needs())) {
                    taken.add(each.id());
                    sorted.add(each);
                }
            }
            if (sorted.size() == before) {
                throw new IllegalArgumentException(
                        "Steps must not need each other in a circle, but then some of (%s) would."
                                .formatted(byId.keySet()));
            }
        }
        return plan.withSteps(sorted);
    }
}
