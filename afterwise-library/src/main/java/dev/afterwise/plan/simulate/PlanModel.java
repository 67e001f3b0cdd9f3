package dev.afterwise.plan.simulate;

import dev.afterwise.PlanEstimates;
import dev.afterwise.StepEstimate;
import dev.afterwise.Tally;
import dev.afterwise.Value;
import dev.afterwise.WayEstimate;
import dev.afterwise.choose.Chooser;
import dev.afterwise.plan.Choices;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A plan as it is played. Immutable. */
final class PlanModel {
    /** How long a step takes of which nobody knows anything, in a plan of which nobody does, in seconds. */
    private static final double USUAL_SECONDS = 10;

    /** Before anything is seen, one attempt of twenty fails. */
    private static final double USUAL_FAILURES = 1;

    private static final double USUAL_ATTEMPTS = 20;

    final Plan plan;
    final List<StepModel> steps = new ArrayList<>();
    final List<List<Integer>> after = new ArrayList<>();
    final List<String> resources;
    final int[] capacities;
    final double together;

    /** How far the mean of what makes a run slow may be off, for so few were seen; in deviations of one run. */
    final double unsure;

    private final Map<String, Integer> places = new HashMap<>();
    final SortedMap<String, Value> params;

    PlanModel(Plan plan, PlanEstimates estimates, Setup setup) {
        this.plan = plan;
        this.together = estimates.together();
        this.unsure = 1 / Math.sqrt(Math.max(1, (double) estimates.runs().tried()));
        this.params = new TreeMap<>(setup.params());
        plan.params().forEach(param -> {
            if (param.otherwise() != null) {
                params.putIfAbsent(param.name(), param.otherwise());
            }
        });
        double[] likely = estimates.steps().values().stream()
                .flatMap(step -> step.ways().values().stream())
                .mapToDouble(WayEstimate::likely)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double usual = likely.length == 0 ? USUAL_SECONDS : likely[likely.length / 2];
        Tally attempts = estimates.steps().values().stream()
                .flatMap(step -> step.ways().values().stream())
                .map(WayEstimate::attempts)
                .reduce(Tally.NONE, Tally::merge);
        double failures = (USUAL_FAILURES + (double) (attempts.tried() - attempts.worked()))
                / (USUAL_ATTEMPTS + (double) attempts.tried());
        for (PlanStep step : plan.steps()) {
            int place = steps.size();
            StepEstimate estimate = estimates.step(step.id());
            steps.add(new StepModel(place, plan.name(), step, estimate, setup.policy(), usual, failures));
            after.add(new ArrayList<>());
            step.needs()
                    .forEach(need ->
                            after.get(Objects.requireNonNull(places.get(need))).add(place));
            places.put(step.id(), place);
        }
        this.resources = plan.steps().stream()
                .flatMap(step -> step.uses().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        this.capacities = new int[resources.size() + 1];
        capacities[0] = setup.workers();
        for (int i = 0; i < resources.size(); i++) {
            capacities[i + 1] = plan.capacity(resources.get(i));
        }
    }

    /** What a step takes of each resource, the places first. */
    int[] takes(StepModel model) {
        int[] takes = new int[capacities.length];
        takes[0] = !model.takesPlace() ? 0 : model.step.parallel() ? 1 : capacities[0];
        for (int i = 0; i < resources.size(); i++) {
            takes[i + 1] = model.step.uses().getOrDefault(resources.get(i), 0);
        }
        return takes;
    }

    boolean has(String id) {
        return places.containsKey(id);
    }

    StepModel step(String id) {
        return steps.get(Objects.requireNonNull(places.get(id)));
    }

    Chooser.Situation situation(PlanStep step) {
        return Choices.situation(plan, step, params);
    }

    /** The value at a path that depends on nothing but what the run is told. */
    Optional<Value> told(List<String> path) {
        if (path.size() != 2) {
            return Optional.empty();
        }
        String name = path.get(1);
        return switch (path.getFirst()) {
            case "params" -> Optional.ofNullable(params.get(name));
            case "thresholds" ->
                Optional.ofNullable(plan.thresholds().get(name))
                        .flatMap(threshold -> params.get(threshold.param()) instanceof Value.Numeric(double number)
                                ? Optional.of(Value.of(Boolean.toString(threshold.isExceededBy(number))))
                                : Optional.empty());
            default -> Optional.empty();
        };
    }
}
