package dev.afterwise.json;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.FailureClass;
import dev.afterwise.Value;
import dev.afterwise.plan.Amendment;
import dev.afterwise.plan.OnError;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Recurrence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes changes into the text of a plan, where everything else stays as it is. */
public final class PlanChange {
    private PlanChange() {}

    /**
     * The text with a change; empty if it is one that a file can't say, or that the plan says already.
     *
     * @param plan what the text says now
     * @throws IllegalArgumentException if the place can't be edited
     */
    public static Optional<PlanEdit> in(PlanEdit text, Plan plan, Change change) {
        Plan amended = Amendment.of(plan, change);
        return amended.equals(plan) ? Optional.empty() : Optional.of(edited(text, plan, amended, change));
    }

    private static PlanEdit edited(PlanEdit text, Plan plan, Plan amended, Change change) {
        String step = change.subject().part(Dimension.STEP).orElse("");
        return switch (change) {
            case Change.RetryUpTo it -> text.retries(step, it.attempts() - 1);
            case Change.TimeOutAfter it -> text.set(step, "timeout", it.limit());
            case Change.SetEstimate it -> text.set(step, "estimate", it.typical());
            case Change.FallBackTo it -> fallingBack(text, step(plan, step), it);
            case Change.Parallelise it -> text.drop(step, "needs", it.need());
            case Change.Reorder it -> text.add(step, "needs", it.after());
            case Change.AddCheckpoint it -> checked(text, plan, amended, it);
            case Change.MoveThreshold it ->
                text.setOfPlan(
                        List.of("thresholds", it.name()),
                        "%s > %s"
                                .formatted(
                                        Objects.requireNonNull(plan.thresholds().get(it.name()))
                                                .param(),
                                        Value.of(it.above())));
            case Change.StartAt it -> scheduled(text, plan, it);
            default -> text;
        };
    }

    private static PlanStep step(Plan plan, String id) {
        return plan.steps().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Of several reactions the first counts, so what comes after it is written again where it is about the same. */
    private static PlanEdit fallingBack(PlanEdit text, PlanStep step, Change.FallBackTo change) {
        Map<String, Object> rule = rule(change.against());
        rule.put("do", "fallback");
        rule.put("to", change.agent());
        if (step.onError().isEmpty()) {
            return text.add(step.id(), "on_error", rule);
        }
        var rules = new ArrayList<Object>();
        rules.add(rule);
        step.onError().forEach(each -> rules.add(written(each)));
        return text.set(step.id(), "on_error", rules);
    }

    private static Map<String, Object> rule(Set<FailureClass> classes) {
        var rule = new LinkedHashMap<String, Object>();
        List<String> labels = classes.stream().sorted().map(FailureClass::label).toList();
        rule.put("class", labels.isEmpty() ? "*" : labels.size() == 1 ? labels.getFirst() : labels);
        return rule;
    }

    private static Map<String, Object> written(OnError reaction) {
        Map<String, Object> rule = rule(reaction.classes());
        switch (reaction.reaction()) {
            case OnError.Reaction.Retry() -> rule.put("do", "retry");
            case OnError.Reaction.FallBack(String to) -> {
                rule.put("do", "fallback");
                rule.put("to", to);
            }
            case OnError.Reaction.Skip() -> rule.put("do", "skip");
            case OnError.Reaction.CreatePath(String path) -> {
                rule.put("do", "create_path");
                rule.put("path", path);
            }
            case OnError.Reaction.Escalate() -> rule.put("do", "escalate");
        }
        return rule;
    }

    private static PlanEdit checked(PlanEdit text, Plan plan, Plan amended, Change.AddCheckpoint change) {
        Set<String> before = plan.steps().stream().map(PlanStep::id).collect(Collectors.toSet());
        String id = amended.steps().stream()
                .map(PlanStep::id)
                .filter(each -> !before.contains(each))
                .findFirst()
                .orElseThrow();
        var added = new LinkedHashMap<String, Object>();
        added.put("id", id);
        added.put("check", change.check());
        PlanEdit edit = text;
        for (PlanStep step : plan.steps()) {
            edit = step.needs().isEmpty() ? edit.set(step.id(), "needs", id) : edit;
        }
        return edit.insertBefore(plan.steps().getFirst().id(), added);
    }

    private static PlanEdit scheduled(PlanEdit text, Plan plan, Change.StartAt change) {
        Recurrence now = plan.schedule();
        boolean isPlain = now == null || now.equals(Recurrence.of(now.cron().toString()));
        if (isPlain) {
            return text.setOfPlan("schedule", change.schedule());
        }
        return text.setOfPlan(List.of("schedule", "cron"), change.schedule());
    }
}
