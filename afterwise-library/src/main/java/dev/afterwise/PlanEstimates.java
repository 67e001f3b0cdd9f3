package dev.afterwise;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is expected of the steps of a plan.
 *
 * @param steps by id; what is not among them is {@link StepEstimate#UNKNOWN}
 * @param runs how many runs were decided, and how many of them succeeded
 * @param together from 0 to 1, how much durations of different steps of one run go together: 1 if a run that is slow here is as slow
 *     everywhere
 * @param seconds how long whole runs took that succeeded
 */
public record PlanEstimates(SortedMap<String, StepEstimate> steps, Tally runs, double together, Spread seconds) {
    /** Nothing is known. */
    public static final PlanEstimates UNKNOWN =
            new PlanEstimates(Collections.emptySortedMap(), Tally.NONE, 0, Spread.NOTHING);

    /** @throws IllegalArgumentException unless what goes together is from 0 to 1 */
    public PlanEstimates {
        if (!(together >= 0 && together <= 1)) {
            throw new IllegalArgumentException(
                    "What goes together must be from 0 to 1, but it is (%s).".formatted(together));
        }
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
    }

    /** The same, with these where nothing was known of a step. */
    public PlanEstimates or(SortedMap<String, StepEstimate> others) {
        var all = new TreeMap<>(steps);
        others.forEach((id, other) -> {
            StepEstimate known = step(id);
            if (known.ways().isEmpty()) {
                all.put(id, new StepEstimate(other.ways(), known.begun(), known.recovered(), known.items()));
            }
        });
        return new PlanEstimates(all, runs, together, seconds);
    }

    public StepEstimate step(String id) {
        return steps.getOrDefault(id, StepEstimate.UNKNOWN);
    }
}
