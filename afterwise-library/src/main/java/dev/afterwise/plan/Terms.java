package dev.afterwise.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The terms under which a plan is carried out.
 *
 * @param goal what it is for, in a person's words; may be empty
 * @param resources how much there is of what steps {@code use}, by name
 * @param budget how much one run may take
 * @param schedule when it is started by itself, or null
 */
public record Terms(
        String goal,
        SortedMap<String, Integer> resources,
        Budget budget,
        @Nullable Recurrence schedule) {
    /** The most of one resource that there can be, or that a step can use. */
    public static final int MOST = 10_000;

    /** Nothing is said: of each resource there is one, a run may take what it takes, and people start it. */
    public static final Terms NONE = new Terms("", new TreeMap<>(), Budget.NONE, null);

    /** @throws IllegalArgumentException if there is less than one of a resource, or more than {@link #MOST} */
    public Terms {
        resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
        resources.forEach((name, amount) -> {
            if (amount < 1 || amount > MOST) {
                throw new IllegalArgumentException(
                        "There must be from 1 to %,d of the resource (%s), but there are (%d)."
                                .formatted(MOST, name, amount));
            }
        });
    }

    public Terms withGoal(String other) {
        return new Terms(other, resources, budget, schedule);
    }

    public Terms withResources(SortedMap<String, Integer> other) {
        return new Terms(goal, other, budget, schedule);
    }

    public Terms withBudget(Budget other) {
        return new Terms(goal, resources, other, schedule);
    }

    public Terms withSchedule(@Nullable Recurrence other) {
        return new Terms(goal, resources, budget, other);
    }
}
