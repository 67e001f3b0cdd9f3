package dev.afterwise;

import dev.afterwise.plan.Amendment;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.ExpressionException;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a checkpoint changes.
 *
 * @param it the case before
 * @param change the checkpoint
 */
record Checkpointing(PlanCase it, Change.AddCheckpoint change) {
    /**
     * Runs for which the check doesn't hold are told apart from the others, whose steps then go as they did in those. With the change
     * they fail at once, all of them; without it where most of them did, as many as did.
     */
    Optional<PlanCase.Exchange> exchange() {
        Plan amended = Amendment.of(it.plan(), change);
        Optional<PlanStep> first = amended.steps().stream()
                .filter(each ->
                        it.plan().steps().stream().noneMatch(step -> step.id().equals(each.id())))
                .findFirst();
        List<Execution> turnedAway = it.runs().stream()
                .filter(each -> !holds(change.check(), each.profile()))
                .toList();
        List<Execution> lost = turnedAway.stream()
                .filter(each -> each.outcome() instanceof Outcome.Failed)
                .toList();
        Optional<String> late = failing(it.plan(), lost);
        if (first.isEmpty() || late.isEmpty()) {
            return Optional.empty();
        }
        List<Execution> others = it.runs().stream()
                .filter(each -> holds(change.check(), each.profile()))
                .toList();
        String id = first.get().id();
        return Optional.of(new PlanCase.Exchange(
                new PlanCase(
                        late(it.plan(), first.get(), late.get()),
                        it.policy(),
                        others,
                        with(it.extra(), id, checkpoint(id, it.runs().size(), lost.size()))),
                new PlanCase(
                        amended,
                        it.policy(),
                        others,
                        with(it.extra(), id, checkpoint(id, it.runs().size(), turnedAway.size())))));
    }

    private static Map<String, StepEstimate> with(Map<String, StepEstimate> extra, String id, StepEstimate estimate) {
        var more = new TreeMap<>(extra);
        more.put(id, estimate);
        return more;
    }

    /** The step at which most of these runs failed. */
    private static Optional<String> failing(Plan plan, List<Execution> lost) {
        var counts = new TreeMap<String, Integer>();
        for (Execution each : lost) {
            each.steps().stream()
                    .filter(step -> step.outcome() instanceof Outcome.Failed)
                    .map(step -> step.action().name())
                    .filter(name ->
                            plan.steps().stream().anyMatch(step -> step.id().equals(name)))
                    .forEach(name -> counts.merge(name, 1, Integer::sum));
        }
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /** The plan with a check directly before one of its steps. */
    private static Plan late(Plan plan, PlanStep check, String step) {
        var steps = new ArrayList<PlanStep>();
        for (PlanStep each : plan.steps()) {
            if (each.id().equals(step)) {
                steps.add(check.edit().needs(each.needs()).build());
                var needs = new ArrayList<>(each.needs());
                needs.add(check.id());
                steps.add(each.edit().needs(needs).build());
            } else {
                steps.add(each);
            }
        }
        return plan.withSteps(steps);
    }

    private static StepEstimate checkpoint(String id, long runs, long turnedAway) {
        var tally = new Tally(runs, runs - turnedAway);
        Spread instant = Spread.of(.001, .001);
        var way = new WayEstimate(
                Basis.HISTORY,
                tally,
                List.of(new WayEstimate.Failing(FailureClass.VALIDATION, Transience.PERMANENT, turnedAway)),
                Tally.NONE,
                instant,
                instant,
                WayEstimate.Spending.NOTHING);
        return new StepEstimate(new TreeMap<>(Map.of(id, way)), new Tally(runs, runs), tally, Spread.NOTHING);
    }

    private static boolean holds(String check, Profile profile) {
        try {
            return Expression.of(check)
                    .holdsWhere(path -> Optional.ofNullable(profile.attributes().get(path.getLast())))
                    .orElse(true);
        } catch (ExpressionException never) {
            return true;
        }
    }
}
