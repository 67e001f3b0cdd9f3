package dev.afterwise.plan.refine;

import dev.afterwise.PlanEstimates;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Crew;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Reachability;
import dev.afterwise.plan.refine.Refinement.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what could be written better in a plan: in the plan itself, in the scripts it runs, and in how earlier runs went. It runs
 * nothing and changes nothing.
 */
public final class Refinements {
    private Refinements() {}

    /**
     * The proposals, the surest first, and of equally sure ones in the order of the plan.
     *
     * @param estimates of the plan; {@link PlanEstimates#UNKNOWN} where there is no history
     * @param crew who does what the plan asks for by name
     */
    public static List<Refinement> of(Plan plan, PlanEstimates estimates, Absences absences, Crew crew, Site site) {
        Map<String, Traces> traces = new HashMap<>();
        Map<String, Integer> places = new HashMap<>();
        for (PlanStep step : plan.steps()) {
            traces.put(step.id(), Traces.of(step, site));
            places.put(step.id(), places.size());
        }
        var ancestry = new Ancestry(plan, estimates);
        var needs = new Needs(plan, traces, ancestry, absences);
        var inputs = new Inputs(plan, traces, site);
        return Stream.of(
                        inputs.unknown(crew),
                        inputs.missing(),
                        conditions(plan),
                        needs.missing(),
                        needs.needless(),
                        needs.alone(),
                        TimeLimits.of(plan, estimates),
                        new Checkpoints(plan, estimates, ancestry).missing())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Refinement::sureness)
                        .thenComparing(each -> places.getOrDefault(each.step(), 0))
                        .thenComparing(Refinement::kind))
                .toList();
    }

    private static List<Refinement> conditions(Plan plan) {
        var found = new ArrayList<Refinement>();
        for (PlanStep step : plan.steps()) {
            Expression condition = step.condition();
            if (condition != null) {
                condition(plan, step, condition, found);
            }
            if (step.among().getFirst().body() instanceof Body.Check(List<Expression> checks)) {
                for (Expression check : checks) {
                    Reachability.Answer answer = Reachability.of(plan, check);
                    if (!answer.holds()) {
                        found.add(proposal(step, answer, "it can never pass: %s".formatted(check), null));
                    }
                }
            }
        }
        return found;
    }

    private static void condition(Plan plan, PlanStep step, Expression condition, List<Refinement> found) {
        Reachability.Answer answer = Reachability.of(plan, condition);
        if (!answer.holds()) {
            found.add(proposal(
                    step, answer, "its condition can never hold, so it is never done: %s".formatted(condition), null));
        } else if (!answer.fails()) {
            found.add(proposal(
                    step,
                    answer,
                    "its condition always holds: %s".formatted(condition),
                    new Mend.DropCondition(step.id())));
        }
    }

    private static Refinement proposal(PlanStep step, Reachability.Answer answer, String because, @Nullable Mend mend) {
        return Refinement.of(
                Kind.CONDITION, step.id(), answer.isExact() ? Sureness.CERTAIN : Sureness.LIKELY, because, mend);
    }
}
