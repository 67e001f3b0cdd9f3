package dev.afterwise.plan;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which of the steps that are ready takes a free place first: the one with the higher priority, then the more urgent one, then the
 * one that was ready first. A step that finds no place keeps what it lacks from those behind it: none of them takes any of that.
 *
 * @param urgency of steps by their ids; the greater, the sooner; a step that isn't there has the urgency 0
 */
public record Order(SortedMap<String, Double> urgency) {
    /** In which no step is more urgent than the others. */
    public static final Order FIRST_COME = new Order(Collections.emptySortedMap());

    /** @throws IllegalArgumentException if an urgency is no number */
    public Order {
        urgency = Collections.unmodifiableSortedMap(new TreeMap<>(urgency));
        for (Map.Entry<String, Double> each : urgency.entrySet()) {
            if (each.getValue().isNaN()) {
                throw new IllegalArgumentException(
                        "The urgency of a step (%s) must be a number, but it is none.".formatted(each.getKey()));
            }
        }
    }

    public double urgency(String step) {
        return urgency.getOrDefault(step, 0.0);
    }
}
