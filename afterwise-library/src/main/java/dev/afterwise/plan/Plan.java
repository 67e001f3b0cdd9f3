package dev.afterwise.plan;

import dev.afterwise.Policy;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to do: steps, each after the ones it needs.
 *
 * <p>A step may only need steps listed before it, so a plan has no cycles, and its own order is one it can run in.
 *
 * @param name the task under which its runs are recorded
 * @param params what it wants to be told, in the order in which they are asked for
 * @param thresholds by name
 * @param terms under which it is carried out
 */
public record Plan(
        String name, List<Param> params, SortedMap<String, Threshold> thresholds, List<PlanStep> steps, Terms terms) {
    /**
     * @throws IllegalArgumentException if a step needs one that is not listed before it, or uses more of a resource than there
     *     is, or two steps have one id
     */
    public Plan {
        params = List.copyOf(params);
        thresholds = Collections.unmodifiableSortedMap(new TreeMap<>(thresholds));
        steps = List.copyOf(steps);
        var before = new HashSet<String>();
        for (PlanStep step : steps) {
            if (!before.containsAll(step.needs())) {
                throw new IllegalArgumentException("""
                        The step (%s) must come after (%s), but only (%s) come before it.
                        Maybe list it later, or take the missing id out of 'needs'.""".formatted(step.id(), step.needs(), before));
            }
            if (!before.add(step.id())) {
                throw new IllegalArgumentException(
                        "Each step must have an id of its own, but two have (%s).".formatted(step.id()));
            }
            if (step.threshold() != null && !thresholds.containsKey(step.threshold())) {
                throw new IllegalArgumentException(
                        "The step (%s) must choose by a threshold of the plan, but (%s) is none."
                                .formatted(step.id(), step.threshold()));
            }
            step.uses().forEach((resource, amount) -> {
                int there = terms.resources().getOrDefault(resource, 1);
                if (amount > there) {
                    throw new IllegalArgumentException(
                            "The step (%s) must use at most what there is of (%s), which is %d, but it uses %d."
                                    .formatted(step.id(), resource, there, amount));
                }
            });
        }
    }

    /** A plan under no terms. */
    public Plan(String name, List<Param> params, SortedMap<String, Threshold> thresholds, List<PlanStep> steps) {
        this(name, params, thresholds, steps, Terms.NONE);
    }

    /** A plan that needs to be told nothing. */
    public Plan(String name, List<PlanStep> steps) {
        this(name, List.of(), Collections.emptySortedMap(), steps);
    }

    /** The same with other steps. */
    public Plan withSteps(List<PlanStep> others) {
        return new Plan(name, params, thresholds, others, terms);
    }

    /** The same under other terms. */
    public Plan under(Terms others) {
        return new Plan(name, params, thresholds, steps, others);
    }

    /** How much there is of a resource. */
    public int capacity(String resource) {
        return terms.resources().getOrDefault(resource, 1);
    }

    /** How much one run may take. */
    public Budget budget() {
        return terms.budget();
    }

    /** When it is started by itself, or null. */
    public @Nullable Recurrence schedule() {
        return terms.schedule();
    }

    /** All that can be done in it. */
    Stream<Body> bodies() {
        return steps.stream().flatMap(PlanStep::bodies);
    }

    /**
     * This plan, with its thresholds wherever what was adopted has moved them, and its steps as what was adopted has them.
     *
     * @param shared the thresholds that all plans have
     */
    public Plan under(Policy policy, Map<String, Threshold> shared) {
        var moved = new TreeMap<>(thresholds);
        moved.replaceAll((threshold, known) -> {
            OptionalDouble own = policy.movedThreshold(Subject.task(name), threshold);
            OptionalDouble everywhere = known.equals(shared.get(threshold))
                    ? policy.movedThreshold(Subject.EVERYTHING, threshold)
                    : OptionalDouble.empty();
            return own.isPresent()
                    ? known.withAbove(own.getAsDouble())
                    : everywhere.isPresent() ? known.withAbove(everywhere.getAsDouble()) : known;
        });
        return Amendment.under(moved.equals(thresholds) ? this : new Plan(name, params, moved, steps, terms), policy);
    }

    /**
     * The value of each parameter, from what was said as text.
     *
     * @throws IllegalArgumentException with everything that is wrong: what is unknown, missing, or not of its kind
     */
    public SortedMap<String, Value> values(Map<String, String> said) {
        var values = new TreeMap<String, Value>();
        var wrong = new ArrayList<String>();
        for (Param param : params) {
            String text = said.get(param.name());
            try {
                if (text != null) {
                    values.put(param.name(), param.value(text));
                }
            } catch (IllegalArgumentException e) {
                wrong.add(String.valueOf(e.getMessage()));
            }
        }
        List<String> known = params.stream().map(Param::name).toList();
        for (String name : said.keySet()) {
            if (!known.contains(name)) {
                wrong.add("The plan (%s) has no parameter (%s), %s."
                        .formatted(
                                this.name,
                                name,
                                known.isEmpty() ? "nor any other" : "only " + String.join(", ", known)));
            }
        }
        if (wrong.isEmpty()) {
            return complete(values);
        }
        throw new IllegalArgumentException(String.join("\n", wrong));
    }

    /**
     * The values with those that were not said.
     *
     * @throws IllegalArgumentException if one must be said and isn't
     */
    SortedMap<String, Value> complete(Map<String, Value> said) {
        var values = new TreeMap<>(said);
        params.stream()
                .filter(param -> param.otherwise() != null)
                .forEach(param -> values.putIfAbsent(param.name(), param.otherwise()));
        String missing = params.stream()
                .map(Param::name)
                .filter(name -> !values.containsKey(name))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "The plan (%s) must be told %s, but nothing was said.".formatted(name, missing));
        }
        return values;
    }
}
