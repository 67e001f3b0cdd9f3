package dev.afterwise.learn.plans;

import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Step;
import dev.afterwise.Value;
import dev.afterwise.learn.PlanStudy;
import dev.afterwise.learn.stats.Medians;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run through the steps of a plan that succeeded or failed.
 *
 * @param steps those that were begun, by name, with their attempts by number
 * @param facts what was known when it began
 */
record Trip(Execution execution, SortedMap<String, List<Attempt>> steps, SortedMap<String, Value> facts) {
    private static final int EXAMPLES = 5;

    Trip {
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /** The oldest first. */
    static List<Trip> of(Collection<Execution> executions) {
        return PlanStudy.distinct(executions).stream()
                .filter(each -> isDecided(each.outcome()))
                .map(Trip::of)
                .toList();
    }

    private static Trip of(Execution execution) {
        var steps = new TreeMap<String, List<Attempt>>();
        for (Step step : execution.steps()) {
            if (step.parent() == null
                    && !step.attempts().isEmpty()
                    && step.action() instanceof Action.ToolCall(String tool, var ignored)) {
                steps.put(
                        tool,
                        step.attempts().stream()
                                .sorted(Comparator.comparingInt(Attempt::number))
                                .toList());
            }
        }
        var facts = new TreeMap<String, Value>();
        execution.profile().attributes().forEach((name, value) -> {
            if (!Profile.isHandling(name)) {
                facts.put(name, value);
            }
        });
        return new Trip(execution, steps, facts);
    }

    static boolean isDecided(Outcome outcome) {
        return outcome instanceof Outcome.Succeeded || outcome instanceof Outcome.Failed;
    }

    static @Nullable Failure failure(Attempt attempt) {
        return attempt.outcome() instanceof Outcome.Failed(var ignored, Failure failure) ? failure : null;
    }

    static double seconds(Outcome outcome) {
        Duration took = outcome instanceof Outcome.Ended ended ? ended.took() : null;
        return took == null ? 0 : Medians.seconds(took);
    }

    List<Attempt> attempts(String step) {
        return steps.getOrDefault(step, List.of());
    }

    boolean hasFailed() {
        return execution.outcome() instanceof Outcome.Failed;
    }

    /** Whether a step has failed for good. */
    boolean failedAt(String step) {
        List<Attempt> attempts = attempts(step);
        return !attempts.isEmpty() && attempts.getLast().outcome() instanceof Outcome.Failed;
    }

    /** Whether a step came to an end, either way. */
    boolean isDecided(String step) {
        List<Attempt> attempts = attempts(step);
        return !attempts.isEmpty() && isDecided(attempts.getLast().outcome());
    }

    /** How long a step was worked at. */
    double secondsAt(String step) {
        return attempts(step).stream()
                .mapToDouble(each -> seconds(each.outcome()))
                .sum();
    }

    /** How long all steps were worked at, one after the other. */
    double work() {
        return steps.keySet().stream().mapToDouble(this::secondsAt).sum();
    }

    /** The newest few of these. */
    static List<ExecutionId> examples(List<Trip> trips) {
        return trips.reversed().stream()
                .map(each -> each.execution.id())
                .limit(EXAMPLES)
                .toList();
    }
}
