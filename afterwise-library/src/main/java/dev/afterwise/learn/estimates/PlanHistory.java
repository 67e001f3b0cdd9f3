package dev.afterwise.learn.estimates;

import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Basis;
import dev.afterwise.Event;
import dev.afterwise.Execution;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.PlanEstimates;
import dev.afterwise.Profile;
import dev.afterwise.Recovery;
import dev.afterwise.Spread;
import dev.afterwise.Step;
import dev.afterwise.StepEstimate;
import dev.afterwise.Tally;
import dev.afterwise.Value;
import dev.afterwise.WayEstimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How runs of one plan went, as far as it says how the next one will.
 *
 * <p>The steps of a plan are the tool calls at the top level of its executions, named by the step's id; of a step that is done for
 * each of several items they are those within it, named by its id with their place in brackets. Only decided attempts count:
 * those that succeeded or failed. Not safe for use by several threads.
 */
public final class PlanHistory {
    private static final String COMPLEXITY = "complexity";
    private static final String SKIPPED = "step_skipped";

    private final Map<String, Map<String, Way>> ways = new TreeMap<>();
    private final Map<String, Tally> begun = new HashMap<>();
    private final Map<String, Tally> recovered = new HashMap<>();
    private final Map<String, List<Double>> items = new HashMap<>();
    private final List<Double> seconds = new ArrayList<>();
    private Tally runs = Tally.NONE;

    private PlanHistory() {}

    /** @param executions of one task, in any order; one that is given twice counts once */
    public static PlanHistory of(Collection<Execution> executions) {
        var history = new PlanHistory();
        Set<Object> seen = new HashSet<>();
        List<Execution> oldestFirst = executions.stream()
                .filter(execution -> seen.add(execution.id()))
                .sorted(Comparator.comparing(Execution::startedAt).thenComparing(Execution::id))
                .toList();
        for (int run = 0; run < oldestFirst.size(); run++) {
            history.add(run, oldestFirst.get(run));
        }
        return history;
    }

    /**
     * How attempts went at steps of other plans that do the very same.
     *
     * @param executions of other plans
     * @param deeds the ids of the steps by what they do, as {@link Action.ToolCall#arguments} tells it
     * @return what is known, by id
     */
    public static SortedMap<String, StepEstimate> elsewhere(
            Collection<Execution> executions, Map<Payload, String> deeds) {
        var history = new PlanHistory();
        int run = 0;
        for (Execution execution : executions.stream()
                .sorted(Comparator.comparing(Execution::startedAt).thenComparing(Execution::id))
                .toList()) {
            for (Step step : execution.steps()) {
                String id =
                        step.action() instanceof Action.ToolCall(var ignored, Payload deed) ? deeds.get(deed) : null;
                if (id != null && !step.attempts().isEmpty()) {
                    history.add(run, id, Collections.emptySortedMap(), step);
                }
            }
            run++;
        }
        var steps = new TreeMap<String, StepEstimate>();
        history.ways.forEach((id, ways) -> {
            var estimates = new TreeMap<String, WayEstimate>();
            ways.forEach(
                    (agent, way) -> estimates.put(agent, way.estimate(Map.of()).on(Basis.OTHER_TASKS)));
            steps.put(id, new StepEstimate(estimates, Tally.NONE, Tally.NONE, Spread.NOTHING));
        });
        return steps;
    }

    private void add(int run, Execution execution) {
        if (isDecided(execution.outcome())) {
            boolean succeeded = execution.outcome() instanceof Outcome.Succeeded;
            runs = runs.merge(new Tally(1, succeeded ? 1 : 0));
            Duration took = took(execution.outcome());
            if (succeeded && took != null) {
                seconds.add(Way.seconds(took));
            }
        }
        SortedMap<String, Double> numbers = numbers(execution.profile());
        Map<String, Integer> parts = new TreeMap<>();
        for (Step step : execution.steps()) {
            if (step.action() instanceof Action.ToolCall(String tool, var ignored)
                    && !step.attempts().isEmpty()) {
                String id = step.parent() == null ? tool : wholeOf(tool);
                if (id != null) {
                    add(run, id, numbers, step);
                    if (step.parent() == null) {
                        begun.merge(id, new Tally(1, 1), Tally::merge);
                    } else {
                        parts.merge(id, 1, Integer::sum);
                    }
                }
            }
        }
        parts.forEach((id, count) -> {
            items.computeIfAbsent(id, it -> new ArrayList<>()).add((double) count);
            begun.merge(id, new Tally(1, 1), Tally::merge);
        });
        for (Event event : execution.events()) {
            if (event.name().equals(SKIPPED)) {
                skipped(event, execution);
            }
        }
    }

    /** The step of which this is one item: {@code fetch} for {@code fetch[3]}; null if it is none. */
    private static @Nullable String wholeOf(String name) {
        int bracket = name.lastIndexOf('[');
        return bracket > 0
                        && name.endsWith("]")
                        && bracket < name.length() - 2
                        && name.substring(bracket + 1, name.length() - 1)
                                .chars()
                                .allMatch(Character::isDigit)
                ? name.substring(0, bracket)
                : null;
    }

    /** A step that was skipped after it was begun, because it failed, is none that was not begun. */
    private void skipped(Event event, Execution execution) {
        String json = event.payload().json();
        int colon = json.indexOf(": ");
        if (colon > 1) {
            String id = json.substring(1, colon);
            if (execution.steps().stream()
                    .noneMatch(step -> step.action().name().equals(id))) {
                begun.merge(id, new Tally(1, 0), Tally::merge);
            }
        }
    }

    private void add(int run, String id, SortedMap<String, Double> numbers, Step step) {
        List<Attempt> attempts = step.attempts().stream()
                .sorted(Comparator.comparingInt(Attempt::number))
                .toList();
        Attempt last = attempts.getLast();
        if (isDecided(last.outcome())) {
            boolean worked = last.outcome() instanceof Outcome.Succeeded;
            recovered.merge(id, new Tally(1, worked ? 1 : 0), Tally::merge);
        }
        Attempt before = null;
        for (Attempt attempt : attempts) {
            if (isDecided(attempt.outcome())) {
                String agent = Objects.requireNonNullElse(attempt.agent(), id);
                boolean again = before != null
                        && before.then() instanceof Recovery.Retry
                        && Objects.equals(before.agent(), attempt.agent());
                ways.computeIfAbsent(id, it -> new TreeMap<>())
                        .computeIfAbsent(agent, it -> new Way())
                        .add(new Tried(run, numbers, attempt, again ? before : null));
            }
            before = attempt.outcome() instanceof Outcome.Failed ? attempt : null;
        }
    }

    /**
     * What they say about a run that is told this.
     *
     * @param params as far as it is known; what is not known explains nothing
     */
    public PlanEstimates estimates(Map<String, Value> params) {
        if (ways.isEmpty() && begun.isEmpty() && runs.equals(Tally.NONE)) {
            return PlanEstimates.UNKNOWN;
        }
        SortedMap<String, Double> numbers = numbers(params);
        var steps = new TreeMap<String, StepEstimate>();
        Set<String> ids = new HashSet<>(ways.keySet());
        ids.addAll(begun.keySet());
        List<List<Way.Success>> successes = new ArrayList<>();
        for (String id : ids) {
            var estimates = new TreeMap<String, WayEstimate>();
            ways.getOrDefault(id, Map.of()).forEach((agent, way) -> {
                estimates.put(agent, way.estimate(numbers));
                successes.add(way.successes(numbers));
            });
            steps.put(
                    id,
                    new StepEstimate(
                            estimates,
                            begun.getOrDefault(id, Tally.NONE),
                            recovered.getOrDefault(id, Tally.NONE),
                            Spread.of(items.getOrDefault(id, List.of()))));
        }
        return new PlanEstimates(steps, runs, Together.of(successes), Spread.of(seconds));
    }

    private static boolean isDecided(Outcome outcome) {
        return outcome instanceof Outcome.Succeeded || outcome instanceof Outcome.Failed;
    }

    private static @Nullable Duration took(Outcome outcome) {
        return outcome instanceof Outcome.Ended ended ? ended.took() : null;
    }

    private static SortedMap<String, Double> numbers(Profile profile) {
        var told = new TreeMap<String, Value>(profile.attributes());
        told.keySet().removeIf(Profile::isHandling);
        if (profile.complexity() != null) {
            told.put(COMPLEXITY, Value.of(profile.complexity()));
        }
        return numbers(told);
    }

    private static SortedMap<String, Double> numbers(Map<String, Value> told) {
        var numbers = new TreeMap<String, Double>();
        told.forEach((name, value) -> {
            if (value instanceof Value.Numeric(double number) && number > 0) {
                numbers.put(name, number);
            }
        });
        return Collections.unmodifiableSortedMap(numbers);
    }
}
