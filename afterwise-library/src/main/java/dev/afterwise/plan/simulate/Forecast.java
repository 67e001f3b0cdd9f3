package dev.afterwise.plan.simulate;

import dev.afterwise.Spread;
import dev.afterwise.WayEstimate.Spending;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How runs of a plan are expected to go.
 *
 * @param runs how many were played
 * @param success the chance that a run succeeds
 * @param waiting the share of the runs that stop to wait for a person
 * @param seconds how long the runs took that succeeded
 * @param spent what runs spent, however they ended
 * @param steps in the order of the plan
 * @param peaks the most that was in use at once of each resource in any run; of the places as {@link #WORKERS}
 */
public record Forecast(
        int runs,
        Reckoned success,
        double waiting,
        Spread seconds,
        Spending spent,
        Map<String, StepForecast> steps,
        SortedMap<String, Integer> peaks) {
    /** The places for attempts, among the resources. */
    public static final String WORKERS = "workers";

    private static final double OFTEN = .5;

    public Forecast {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        peaks = Collections.unmodifiableSortedMap(new TreeMap<>(peaks));
    }

    /** The steps that the end waits for in at least half of the runs, in the order of the plan. */
    public List<String> criticalSteps() {
        return steps.entrySet().stream()
                .filter(step -> step.getValue().critical() >= OFTEN)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The steps by how much time the end waits for them, the longest first. */
    public List<String> byWait() {
        Comparator<Map.Entry<String, StepForecast>> byWait =
                Comparator.comparingDouble(step -> step.getValue().waitedFor());
        return steps.entrySet().stream()
                .sorted(byWait.reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
