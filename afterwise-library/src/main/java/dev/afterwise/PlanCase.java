package dev.afterwise;

import dev.afterwise.plan.Amendment;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Recurrence;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan as it is carried out, with the runs from which is known how its steps go.
 *
 * @param extra what is known otherwise of some steps
 */
record PlanCase(Plan plan, Policy policy, List<Execution> runs, Map<String, StepEstimate> extra) {
    PlanCase {
        runs = List.copyOf(runs);
        extra = Map.copyOf(extra);
    }

    /** Two cases that differ in one change, and are comparable. */
    record Exchange(PlanCase without, PlanCase with) {}

    /** By whose clocks it begins. */
    static ZoneId zone(Plan plan) {
        Recurrence schedule = plan.schedule();
        return schedule == null ? ZoneOffset.UTC : schedule.zone();
    }

    /** The case without a change and with it; empty if it is part of it already, or doesn't fit it. */
    Optional<Exchange> exchange(Change change) {
        if (policy.changes().contains(change)) {
            return Optional.empty();
        }
        return switch (change) {
            case Change.AddCheckpoint checkpoint -> new Checkpointing(this, checkpoint).exchange();
            case Change.StartAt start -> started(start).map(with -> new Exchange(this, with));
            case Change.PreferAgent prefer
            when step(plan, prefer).filter(step -> hasWay(step, prefer.agent())).isEmpty() -> Optional.empty();
            case Change.RetryUpTo retry
            when step(plan, retry)
                    .filter(step -> step.retry().max() < retry.attempts() - 1)
                    .isEmpty() -> Optional.empty();
            case Change.TimeOutAfter limit
            when step(plan, limit)
                    .filter(step -> step.timeout().compareTo(limit.limit()) > 0)
                    .isEmpty() -> Optional.empty();
            case Change.PreferAgent ignored -> Optional.of(under(change));
            case Change.SetThreshold ignored -> Optional.of(under(change));
            case Change.RetryUpTo ignored -> Optional.of(under(change));
            case Change.TimeOutAfter ignored -> Optional.of(under(change));
            default -> amended(change).map(with -> new Exchange(this, with));
        };
    }

    private Exchange under(Change change) {
        return new Exchange(this, new PlanCase(plan, policy.with(change), runs, extra));
    }

    private Optional<PlanCase> amended(Change change) {
        Plan amended = Amendment.of(plan, change);
        return amended.equals(plan) ? Optional.empty() : Optional.of(new PlanCase(amended, policy, runs, extra));
    }

    private static Optional<PlanStep> step(Plan plan, Change change) {
        return plan.steps().stream()
                .filter(step -> change.subject().equals(Subject.step(plan.name(), step.id())))
                .findFirst();
    }

    private static boolean hasWay(PlanStep step, String agent) {
        return step.among().stream().anyMatch(each -> each.agent().equals(agent));
    }

    /** From then on runs go as those that began within an hour of it. */
    private Optional<PlanCase> started(Change.StartAt change) {
        Plan amended = Amendment.of(plan, change);
        ZoneId zone = zone(amended);
        int hour = Integer.parseInt(change.schedule().split(" ", -1)[1]);
        List<Execution> then = runs.stream()
                .filter(each -> Math.abs(each.startedAt().atZone(zone).getHour() - hour) <= 1)
                .toList();
        return amended.equals(plan) || then.size() < Adaptations.FEWEST_RUNS
                ? Optional.empty()
                : Optional.of(new PlanCase(amended, policy, then, extra));
    }
}
