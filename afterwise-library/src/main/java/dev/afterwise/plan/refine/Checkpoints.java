package dev.afterwise.plan.refine;

import dev.afterwise.FailureClass;
import dev.afterwise.PlanEstimates;
import dev.afterwise.StepEstimate;
import dev.afterwise.Value;
import dev.afterwise.WayEstimate;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.refine.Refinement.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Expensive steps that use something nobody looked at before: an output that no check mentions, a text that may be empty.
 *
 * <p>A step is expensive if it usually takes at least ten seconds and a quarter of the shortest time in which the plan can be done, or
 * costs money. That a checkpoint pays is likely where history has at least three failures of the step that stay until somebody changes
 * its input; otherwise it is possible.
 */
final class Checkpoints {
    private static final double LONG_SECONDS = 10;
    private static final double LONG_SHARE = .25;
    private static final int MIN_FAILURES = 3;
    private static final int LONGEST_ID = 60;
    private static final Set<FailureClass> OF_INPUT =
            Set.of(FailureClass.NOT_FOUND, FailureClass.VALIDATION, FailureClass.SYNTAX, FailureClass.TOO_LARGE);

    private final Plan plan;
    private final PlanEstimates estimates;
    private final Ancestry ancestry;
    private final Map<String, PlanStep> steps = new HashMap<>();

    Checkpoints(Plan plan, PlanEstimates estimates, Ancestry ancestry) {
        this.plan = plan;
        this.estimates = estimates;
        this.ancestry = ancestry;
        plan.steps().forEach(step -> steps.put(step.id(), step));
    }

    List<Refinement> missing() {
        var found = new ArrayList<Refinement>();
        double whole = ancestry.seconds();
        for (PlanStep step : plan.steps()) {
            String cost = Traces.bodies(step).anyMatch(Needs::isGate) ? "" : cost(step, whole);
            if (!cost.isEmpty()) {
                checkpoint(step, cost, found);
            }
        }
        return found;
    }

    /** In which way it is expensive; empty if it isn't. */
    private String cost(PlanStep step, double whole) {
        StepEstimate estimate = estimates.step(step.id());
        double seconds = ancestry.likely(step.id());
        double dollars = step.among().stream()
                .mapToDouble(way -> estimate.way(way.agent()).spent().dollars().mean())
                .max()
                .orElse(0);
        if (seconds >= LONG_SECONDS && seconds >= LONG_SHARE * whole) {
            return "takes %d s".formatted(Math.round(seconds));
        }
        if (dollars > 0) {
            return String.format(Locale.ROOT, "costs $%.3f", dollars);
        }
        return Traces.bodies(step).anyMatch(Body.Prompt.class::isInstance) ? "costs money" : "";
    }

    private void checkpoint(PlanStep step, String cost, List<Refinement> found) {
        Set<List<String>> looked = looked(step);
        var needs = new LinkedHashSet<String>();
        var checks = new LinkedHashSet<String>();
        References.of(step).stream()
                .filter(path -> !looked.contains(path) && mayBeEmpty(path))
                .sorted(Comparator.comparing(path -> String.join(".", path)))
                .forEach(path -> {
                    checks.add(String.join(".", path) + " != ''");
                    if (path.getFirst().equals("steps")) {
                        needs.add(path.get(1));
                    }
                });
        if (!checks.isEmpty()) {
            long failures = failures(step);
            boolean isKnown = failures >= MIN_FAILURES;
            found.add(Refinement.of(
                    Kind.CHECKPOINT,
                    step.id(),
                    isKnown ? Sureness.LIKELY : Sureness.POSSIBLE,
                    "it %s, and nothing looks before whether %s%s"
                            .formatted(
                                    cost,
                                    String.join(" && ", checks),
                                    isKnown
                                            ? "; it failed %d times in ways that another input would mend"
                                                    .formatted(failures)
                                            : ""),
                    new Mend.AddCheckpoint(
                            step.id(),
                            id(step),
                            List.copyOf(needs),
                            checks.stream().map(Expression::of).toList())));
        }
    }

    /** What its own condition, and the checks of steps before it, mention. */
    private Set<List<String>> looked(PlanStep step) {
        var looked = new HashSet<List<String>>();
        if (step.condition() != null) {
            looked.addAll(step.condition().references());
        }
        for (PlanStep other : plan.steps()) {
            if (ancestry.isBefore(other.id(), step.id())) {
                other.success()
                        .forEach(check -> check.references().stream()
                                .filter(path ->
                                        path.size() == 2 && path.getFirst().equals("outputs"))
                                .forEach(path -> looked.add(List.of("steps", other.id(), "outputs", path.get(1)))));
                if (other.among().getFirst().body() instanceof Body.Check(List<Expression> checks)) {
                    checks.forEach(check -> looked.addAll(check.references()));
                }
            }
        }
        return looked;
    }

    private boolean mayBeEmpty(List<String> path) {
        if (path.size() == 4 && path.getFirst().equals("steps") && path.get(2).equals("outputs")) {
            return steps.containsKey(path.get(1));
        }
        return path.size() == 2
                && path.getFirst().equals("params")
                && plan.params().stream().anyMatch(param -> param.name().equals(path.get(1)) && mayBeEmpty(param));
    }

    private static boolean mayBeEmpty(Param param) {
        Value otherwise = param.otherwise();
        return param.kind() == Param.Kind.TEXT
                && (otherwise == null || otherwise.toString().isEmpty());
    }

    private long failures(PlanStep step) {
        StepEstimate estimate = estimates.step(step.id());
        return step.among().stream()
                .flatMap(way -> estimate.way(way.agent()).failings().stream())
                .filter(failing -> OF_INPUT.contains(failing.failureClass()))
                .mapToLong(WayEstimate.Failing::times)
                .sum();
    }

    private String id(PlanStep step) {
        String whole = "before-" + step.id();
        String wanted = whole.substring(0, Math.min(whole.length(), LONGEST_ID));
        String id = wanted;
        for (int number = 2; steps.containsKey(id); number++) {
            id = wanted + "-" + number;
        }
        return id;
    }
}
