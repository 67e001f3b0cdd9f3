package dev.afterwise.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One step of a plan.
 *
 * @param needs the steps that must have succeeded before this one begins
 * @param among the ways to do it, at least one
 * @param env variables added to the environment of its commands
 * @param timeout how long one attempt may take
 */
public record PlanStep(
        String id,
        List<String> needs,
        List<Alternative> among,
        SortedMap<String, String> env,
        Duration timeout,
        Retries retry) {
    /** What a step gets that names no time-out. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** @throws IllegalArgumentException if there is no alternative, or two have one name, or the time-out isn't positive */
    public PlanStep {
        needs = List.copyOf(needs);
        among = List.copyOf(among);
        env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        if (among.isEmpty() || among.stream().map(Alternative::agent).distinct().count() < among.size()) {
            throw new IllegalArgumentException(
                    "The step (%s) must have at least one alternative, each with a name of its own, but it has (%s)."
                            .formatted(id, among));
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException(
                    "The time-out of step (%s) must be positive, but it is (%s).".formatted(id, timeout));
        }
    }

    /** A step with one way to do it, tried once. */
    public static PlanStep of(String id, Body body) {
        return new PlanStep(
                id,
                List.of(),
                List.of(new Alternative(id, body)),
                Collections.emptySortedMap(),
                DEFAULT_TIMEOUT,
                Retries.NONE);
    }

    public PlanStep needing(String... steps) {
        return new PlanStep(id, List.of(steps), among, env, timeout, retry);
    }

    public PlanStep choosing(List<Alternative> alternatives) {
        return new PlanStep(id, needs, alternatives, env, timeout, retry);
    }

    public PlanStep within(Duration limit) {
        return new PlanStep(id, needs, among, env, limit, retry);
    }

    public PlanStep retrying(Retries retries) {
        return new PlanStep(id, needs, among, env, timeout, retries);
    }

    /** Whether there is anything to choose. */
    public boolean hasChoice() {
        return among.size() > 1;
    }
}
