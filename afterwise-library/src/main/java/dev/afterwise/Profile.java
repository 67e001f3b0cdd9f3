package dev.afterwise;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What learning conditions on: the kind of work, who did it, and under which circumstances.
 *
 * @param task the kind of work, such as {@code email_processing}; never empty
 * @param agent who did it: a program, an LLM agent, a service; empty when nobody said
 * @param model which model served it, or null
 * @param route which path was taken, such as {@code two_phase}, or null
 * @param complexity a number given or estimated for this run of the task, or null
 * @param attributes anything else, by name, in the order of the names
 */
public record Profile(
        String task,
        String agent,
        @Nullable String model,
        @Nullable String route,
        @Nullable Double complexity,
        SortedMap<String, Value> attributes) {
    /** The attribute of a plan's run that holds the version of the policy it was begun under. */
    public static final String POLICY = "policy";

    /**
     * With the id of a step after it, the attribute of a plan's run that holds the threshold by which an alternative of the step
     * was to be taken, such as {@code complexity > 7}; none where it was left to chance or an alternative was preferred.
     */
    public static final String THRESHOLD = "threshold.";

    /**
     * With the word for what was chosen after it, the attribute of a run that holds how likely the agent, model or route was to be
     * taken when it was drawn, from 0 to 1.
     */
    public static final String PROPENSITY = "propensity.";

    /** Attributes of a run that begin so hold which items of knowledge it was told, and which were withheld. */
    public static final String KNOWLEDGE = "knowledge.";

    /** Whether an attribute of this name says how a run was handled, and so nothing of the work that can be known beforehand. */
    public static boolean isHandling(String attribute) {
        return attribute.equals(POLICY)
                || attribute.startsWith(THRESHOLD)
                || attribute.startsWith(PROPENSITY)
                || attribute.startsWith(KNOWLEDGE)
                || attribute.startsWith(Experiment.ATTRIBUTE)
                || attribute.startsWith(Experiment.KEY);
    }

    /** @throws IllegalArgumentException if the task has no name, or the complexity is not a finite number */
    public Profile {
        if (task.isBlank()) {
            throw new IllegalArgumentException("A task must have a name, but this is (%s).".formatted(task));
        }
        if (complexity != null && !Double.isFinite(complexity)) {
            throw new IllegalArgumentException(
                    "A complexity must be a finite number, but this is (%s).".formatted(complexity));
        }
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    public static Profile of(String task) {
        return new Profile(task, "", null, null, null, Collections.emptySortedMap());
    }

    public Profile withAgent(String name) {
        return new Profile(task, name, model, route, complexity, attributes);
    }

    public Profile withModel(@Nullable String name) {
        return new Profile(task, agent, name, route, complexity, attributes);
    }

    public Profile withRoute(@Nullable String name) {
        return new Profile(task, agent, model, name, complexity, attributes);
    }

    public Profile withComplexity(double number) {
        return new Profile(task, agent, model, route, number, attributes);
    }

    public Profile with(String attribute, String text) {
        return with(Map.of(attribute, Value.of(text)));
    }

    public Profile with(String attribute, double number) {
        return with(Map.of(attribute, Value.of(number)));
    }

    /** This profile with these attributes added; the new value wins where a name is taken. */
    public Profile with(Map<String, Value> more) {
        var all = new TreeMap<>(attributes);
        all.putAll(more);
        return new Profile(task, agent, model, route, complexity, all);
    }
}
