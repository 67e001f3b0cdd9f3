package dev.afterwise.learn.phases;

import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.Outcome;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For how much of an execution's time each of its steps is to blame: what the whole would have been shorter by, had the step taken
 * no time and all else gone on as it did.
 *
 * <p>It is walked from the end: the step that ended last held up the end; before it began, the one that had ended last by then held
 * it up; and so on. What was going on meanwhile made nobody wait. Within a step the same holds for those nested in it; what is
 * left is its own. Steps that are not over, or whose duration nobody knows, are left out.
 *
 * @param steps for how many seconds each is to blame
 * @param outside for how many seconds no step is to blame
 */
public record CriticalPath(Map<PhaseKey, Double> steps, double outside) {
    private record Span(@Nullable PhaseKey key, @Nullable StepId id, double from, double until) {
        Span within(double low, double high) {
            return new Span(key, id, Math.clamp(from, low, high), Math.clamp(until, low, high));
        }
    }

    public CriticalPath {
        steps = Map.copyOf(steps);
    }

    /** How long the whole took, in seconds. */
    public double seconds() {
        return outside
                + steps.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    public static CriticalPath of(Execution execution) {
        Instant begin = execution.startedAt();
        Set<StepId> known = new HashSet<>();
        List<Span> spans = new ArrayList<>();
        Map<StepId, @Nullable StepId> parents = new HashMap<>();
        for (Step each : execution.steps()) {
            Span span = span(execution.profile().task(), each, begin);
            if (span != null) {
                spans.add(span);
                known.add(each.id());
            }
            parents.put(each.id(), each.parent());
        }
        Map<@Nullable StepId, List<Span>> nested = new HashMap<>();
        for (Span each : spans) {
            StepId parent = parents.get(each.id);
            while (parent != null && !known.contains(parent)) {
                parent = parents.get(parent);
            }
            nested.computeIfAbsent(parent, id -> new ArrayList<>()).add(each);
        }
        Duration took = execution.outcome() instanceof Outcome.Ended ended ? ended.took() : null;
        double end =
                took == null ? spans.stream().mapToDouble(Span::until).max().orElse(0) : seconds(took);
        var blame = new HashMap<PhaseKey, Double>();
        double outside = walk(new Span(null, null, 0, Math.max(0, end)), nested, blame);
        return new CriticalPath(blame, outside);
    }

    private static @Nullable Span span(String task, Step step, Instant begin) {
        if (step.attempts().isEmpty()) {
            return null;
        }
        Attempt last = step.attempts().getLast();
        Duration took = last.outcome() instanceof Outcome.Ended ended ? ended.took() : null;
        if (took == null) {
            return null;
        }
        double from = seconds(Duration.between(begin, step.attempts().getFirst().startedAt()));
        double until = seconds(Duration.between(begin, last.startedAt())) + seconds(took);
        return new Span(PhaseKey.of(task, step), step.id(), from, Math.max(from, until));
    }

    private static double seconds(Duration duration) {
        return (double) duration.getSeconds() + duration.getNano() / 1e9;
    }

    /** What is left of the span for which nothing nested is to blame. */
    private static double walk(Span whole, Map<@Nullable StepId, List<Span>> nested, Map<PhaseKey, Double> blame) {
        double own = 0;
        double cursor = whole.until;
        List<Span> within = nested.getOrDefault(whole.id, List.of()).stream()
                .map(each -> each.within(whole.from, whole.until))
                .sorted(Comparator.comparingDouble(Span::until)
                        .thenComparingDouble(Span::from)
                        .reversed())
                .toList();
        for (Span each : within) {
            if (each.until <= cursor) {
                own += cursor - each.until;
                double its = walk(each, nested, blame);
                if (each.key != null) {
                    blame.merge(each.key, its, Double::sum);
                }
                cursor = each.from;
            }
        }
        return own + cursor - whole.from;
    }
}
