package dev.afterwise.learn.plans;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * As much of a plan as learning needs to know.
 *
 * @param task under which its runs are recorded
 * @param needs of each step, those it waits for
 * @param ways of each step that can be done in several ways, their names
 * @param said how long somebody said that a step takes
 * @param params what the plan is told, by name
 */
public record Outline(
        String task,
        SortedMap<String, SortedSet<String>> needs,
        SortedMap<String, SortedSet<String>> ways,
        SortedMap<String, Duration> said,
        SortedSet<String> params) {
    public Outline {
        needs = sorted(needs);
        ways = sorted(ways);
        said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
        params = Collections.unmodifiableSortedSet(new TreeSet<>(params));
    }

    /** Steps of which nothing is known but what they wait for. */
    public static Outline of(String task, Map<String, ? extends Set<String>> needs) {
        var all = new TreeMap<String, SortedSet<String>>();
        needs.forEach((step, its) -> all.put(step, new TreeSet<>(its)));
        return new Outline(
                task, all, Collections.emptySortedMap(), Collections.emptySortedMap(), Collections.emptySortedSet());
    }

    private static SortedMap<String, SortedSet<String>> sorted(SortedMap<String, SortedSet<String>> sets) {
        var all = new TreeMap<String, SortedSet<String>>();
        sets.forEach((name, set) -> all.put(name, Collections.unmodifiableSortedSet(new TreeSet<>(set))));
        return Collections.unmodifiableSortedMap(all);
    }

    boolean isStep(String name) {
        return needs.containsKey(name);
    }

    /** Whether a step waits for another, directly or through others. */
    boolean waitsFor(String step, String other) {
        var seen = new HashSet<String>();
        var next = new ArrayDeque<String>();
        next.add(step);
        while (!next.isEmpty()) {
            for (String need : needs.getOrDefault(next.remove(), Collections.emptySortedSet())) {
                if (need.equals(other)) {
                    return true;
                }
                if (seen.add(need)) {
                    next.add(need);
                }
            }
        }
        return false;
    }
}
