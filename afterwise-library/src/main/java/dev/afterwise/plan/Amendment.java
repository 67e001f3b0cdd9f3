package dev.afterwise.plan;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Policy;
import dev.afterwise.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A plan as it would be written if a change were part of it.
 *
 * <p>What was learned of a plan may not fit it any more when it was edited since: then it stays as it is. What a step refers to always
 * stays before it.
 */
public final class Amendment {
    /** What steps are called that look before anything else is done. */
    private static final String CHECKPOINT = "checkpoint";

    private Amendment() {}

    /** The same plan if the change is about another, doesn't fit it, or is of a kind that only a policy can say. */
    public static Plan of(Plan plan, Change change) {
        Subject subject = change.subject();
        if (!subject.part(Dimension.TASK).filter(plan.name()::equals).isPresent()) {
            return plan;
        }
        return switch (change) {
            case Change.RetryUpTo it ->
                edited(
                        plan,
                        subject,
                        step -> step.retrying(step.retry().withMax(Math.min(it.attempts() - 1, Retries.MOST))));
            case Change.TimeOutAfter it -> edited(plan, subject, step -> step.within(it.limit()));
            case Change.SetEstimate it ->
                edited(plan, subject, step -> step.edit().estimate(it.typical()).build());
            case Change.FallBackTo it -> edited(plan, subject, step -> fallingBack(step, it));
            case Change.Parallelise it -> parallel(plan, subject, it.need());
            case Change.Reorder it -> ordered(plan, subject, it.after());
            case Change.AddCheckpoint it when subject.equals(Subject.task(plan.name())) -> checked(plan, it.check());
            case Change.MoveThreshold it -> moved(plan, it);
            case Change.StartAt it when subject.equals(Subject.task(plan.name())) -> scheduled(plan, it.schedule());
            default -> plan;
        };
    }

    /** With all that a policy says of the form of the plan: what waits for what, what is looked at first, what follows a failure. */
    static Plan under(Plan plan, Policy policy) {
        Plan amended = plan;
        for (Change change : policy.changes()) {
            boolean isOfForm = change instanceof Change.SetEstimate
                    || change instanceof Change.FallBackTo
                    || change instanceof Change.Parallelise
                    || change instanceof Change.Reorder
                    || change instanceof Change.AddCheckpoint;
            amended = isOfForm ? of(amended, change) : amended;
        }
        return amended;
    }

    private static Plan edited(Plan plan, Subject subject, UnaryOperator<PlanStep> edit) {
        List<PlanStep> steps = plan.steps().stream()
                .map(step -> subject.equals(Subject.step(plan.name(), step.id())) ? edit.apply(step) : step)
                .toList();
        return steps.equals(plan.steps()) ? plan : plan.withSteps(steps);
    }

    private static PlanStep fallingBack(PlanStep step, Change.FallBackTo change) {
        var rule = new OnError(change.against(), new OnError.Reaction.FallBack(change.agent()));
        boolean isWay = step.among().stream().anyMatch(each -> each.agent().equals(change.agent()))
                || (step.fallback() != null && change.agent().equals(PlanStep.FALLBACK));
        if (!isWay || step.onError().contains(rule)) {
            return step;
        }
        return step.edit().firstOnError(rule).build();
    }

    private static Plan parallel(Plan plan, Subject subject, String need) {
        Plan free = edited(
                plan,
                subject,
                step -> step.needs().contains(need)
                        ? step.edit()
                                .needs(step.needs().stream()
                                        .filter(each -> !each.equals(need))
                                        .toList())
                                .build()
                        : step);
        return isSound(free) ? free : plan;
    }

    /** Whether every step still comes after all that it refers to. */
    private static boolean isSound(Plan plan) {
        Map<String, Set<String>> before = new HashMap<>();
        for (PlanStep step : plan.steps()) {
            var all = new HashSet<String>();
            for (String need : step.needs()) {
                all.add(need);
                all.addAll(before.getOrDefault(need, Set.of()));
            }
            before.put(step.id(), all);
            if (!all.containsAll(Mentions.steps(step))) {
                return false;
            }
        }
        return true;
    }

    private static Plan ordered(Plan plan, Subject subject, String after) {
        if (plan.steps().stream().noneMatch(step -> step.id().equals(after))) {
            return plan;
        }
        var needs = new TreeMap<String, List<String>>();
        plan.steps().forEach(step -> {
            var all = new ArrayList<>(step.needs());
            if (subject.equals(Subject.step(plan.name(), step.id())) && !all.contains(after)) {
                all.add(after);
            }
            needs.put(step.id(), all);
        });
        return sorted(plan, needs);
    }

    /** In the order of the plan as far as needs allow; the plan itself if they go round in a circle. */
    private static Plan sorted(Plan plan, Map<String, List<String>> needs) {
        var left = new ArrayList<>(plan.steps());
        var done = new HashSet<String>();
        var steps = new ArrayList<PlanStep>();
        while (!left.isEmpty()) {
            int before = left.size();
            for (var it = left.iterator(); it.hasNext(); ) {
                PlanStep step = it.next();
                List<String> its = needs.getOrDefault(step.id(), step.needs());
                if (done.containsAll(its)) {
                    steps.add(
                            its.equals(step.needs())
                                    ? step
                                    : step.edit().needs(its).build());
                    done.add(step.id());
                    it.remove();
                }
            }
            if (left.size() == before) {
                return plan;
            }
        }
        return steps.equals(plan.steps()) ? plan : plan.withSteps(steps);
    }

    private static Plan checked(Plan plan, String check) {
        Expression expression;
        try {
            expression = Expression.of(check);
        } catch (ExpressionException notAnyMore) {
            return plan;
        }
        var body = new Body.Check(List.of(expression));
        List<String> params = plan.params().stream().map(Param::name).toList();
        boolean isKnown = expression.references().stream()
                .allMatch(path -> path.size() == 2 && path.getFirst().equals("params") && params.contains(path.get(1)));
        if (!isKnown
                || plan.steps().stream()
                        .anyMatch(step -> step.among().getFirst().body().equals(body))) {
            return plan;
        }
        List<String> ids = plan.steps().stream().map(PlanStep::id).toList();
        String id = CHECKPOINT;
        for (int n = 2; ids.contains(id); n++) {
            id = CHECKPOINT + "-" + n;
        }
        var steps = new ArrayList<PlanStep>();
        steps.add(PlanStep.of(id, body));
        for (PlanStep step : plan.steps()) {
            steps.add(step.needs().isEmpty() ? step.needing(id) : step);
        }
        return plan.withSteps(steps);
    }

    private static Plan moved(Plan plan, Change.MoveThreshold change) {
        Threshold known = plan.thresholds().get(change.name());
        if (known == null) {
            return plan;
        }
        var thresholds = new TreeMap<>(plan.thresholds());
        thresholds.put(change.name(), known.withAbove(change.above()));
        return new Plan(plan.name(), plan.params(), thresholds, plan.steps(), plan.terms());
    }

    private static Plan scheduled(Plan plan, String cron) {
        Recurrence now = plan.schedule();
        Recurrence next = Recurrence.of(cron);
        return plan.under(plan.terms()
                .withSchedule(
                        now == null ? next : new Recurrence(next.cron(), now.zone(), now.missed(), now.overlap())));
    }
}
