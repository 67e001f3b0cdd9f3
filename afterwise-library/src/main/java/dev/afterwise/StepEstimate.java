package dev.afterwise;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is expected of a step of a plan.
 *
 * @param ways by agent; a step that is done in one way only goes by its own id, what is done when nothing else is left by {@link
 *     Recovery.FallBack#AGENT}
 * @param begun how many runs came to the step, and in how many of them it was not skipped
 * @param recovered how many runs began it and decided it, and in how many of them it succeeded in the end
 * @param items how many items it had in a run, if it is done once for each of several; otherwise empty
 */
public record StepEstimate(SortedMap<String, WayEstimate> ways, Tally begun, Tally recovered, Spread items) {
    /** Nothing is known. */
    public static final StepEstimate UNKNOWN =
            new StepEstimate(Collections.emptySortedMap(), Tally.NONE, Tally.NONE, Spread.NOTHING);

    public StepEstimate {
        ways = Collections.unmodifiableSortedMap(new TreeMap<>(ways));
    }

    /** What is expected of it when this agent does it. */
    public WayEstimate way(String agent) {
        return ways.getOrDefault(agent, WayEstimate.UNKNOWN);
    }
}
