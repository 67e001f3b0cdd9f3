package dev.afterwise.plan;

import dev.afterwise.StepId;
import dev.afterwise.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A step as it is to be done: itself, or for one of its items.
 *
 * @param step with the id under which its attempts are kept: {@code fetch}, or {@code fetch[3]} for an item
 * @param of the step's id in the plan
 * @param name under which it is recorded and compared: {@code fetch}, or {@code fetch[]} for every item
 * @param scope what its expressions refer to
 * @param parent the step whose item it is, or null
 */
record Errand(
        PlanStep step,
        String of,
        String name,
        Scope scope,
        @Nullable StepId parent) {
    /** The step itself. */
    static Errand of(PlanStep step, Scope scope) {
        return new Errand(step, step.id(), step.id(), scope, null);
    }

    /**
     * The step, done for one of its items.
     *
     * @param isAsked whether its condition is to be asked for the item
     */
    static Errand of(PlanStep step, ItemScope item, boolean isAsked) {
        PlanStep one = new PlanStep(
                "%s[%d]".formatted(step.id(), item.index()),
                step.needs(),
                isAsked ? step.condition() : null,
                step.among(),
                step.threshold(),
                step.explore(),
                step.env(),
                step.component(),
                step.outputs(),
                step.success(),
                step.timeout(),
                step.retry(),
                step.onError(),
                step.fallback(),
                step.critical(),
                step.parallel(),
                null,
                step.demand(),
                step.heal());
        return new Errand(one, step.id(), step.id() + "[]", item, StepId.named(step.id()));
    }

    /** What is learned about it, and adopted for it. */
    Subject subject(Plan plan) {
        return Subject.step(plan.name(), name);
    }
}
