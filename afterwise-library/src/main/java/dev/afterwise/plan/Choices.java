package dev.afterwise.plan;

import dev.afterwise.Change;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import dev.afterwise.choose.Chooser;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What there is to choose at the steps of a plan, and by what. */
public final class Choices {
    private Choices() {}

    static List<String> agents(PlanStep step) {
        return step.among().stream().map(Alternative::agent).toList();
    }

    /** What is known at a step in a run with these parameters. */
    public static Chooser.Situation situation(Plan plan, PlanStep step, Map<String, Value> params) {
        Threshold threshold =
                step.threshold() == null ? null : plan.thresholds().get(step.threshold());
        return new Chooser.Situation(
                params,
                threshold == null
                        ? null
                        : new Change.SetThreshold(
                                Subject.step(plan.name(), step.id()),
                                threshold.param(),
                                threshold.above(),
                                agents(step).get(1),
                                agents(step).get(0)),
                step.explore());
    }

    /** The thresholds by which alternatives are taken in a run, as attributes: what is not left to chance can't be compared. */
    static Map<String, Value> rules(Plan plan, Map<String, Value> params, Policy policy) {
        var rules = new TreeMap<String, Value>();
        plan.steps().stream().filter(PlanStep::hasChoice).forEach(step -> {
            Subject subject = Subject.step(plan.name(), step.id());
            Chooser.route(subject, agents(step), policy, situation(plan, step, params))
                    .ifPresent(route -> rules.put(Profile.THRESHOLD + step.id(), Value.of(route.rule())));
        });
        return rules;
    }
}
