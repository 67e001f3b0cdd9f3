package dev.afterwise.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a step asks of whoever says when it begins.
 *
 * @param uses how much it holds of the plan's resources while it runs, by name
 * @param priority of the steps that could begin, those with the highest begin first; from -{@link #MOST_PRIORITY} to that
 * @param estimate how long it takes, as somebody says who knows; used where there is no history. Null if nobody said
 */
public record Demand(
        SortedMap<String, Integer> uses,
        int priority,
        @Nullable Duration estimate) {
    public static final int MOST_PRIORITY = 100;

    /** Nothing but a place. */
    public static final Demand NONE = new Demand(new TreeMap<>(), 0, null);

    /** @throws IllegalArgumentException if a part is out of range */
    public Demand {
        uses = Collections.unmodifiableSortedMap(new TreeMap<>(uses));
        uses.forEach((name, amount) -> {
            if (amount < 1 || amount > Terms.MOST) {
                throw new IllegalArgumentException(
                        "A step must use from 1 to %,d of the resource (%s), but this uses (%d)."
                                .formatted(Terms.MOST, name, amount));
            }
        });
        if (Math.abs(priority) > MOST_PRIORITY) {
            throw new IllegalArgumentException("A priority must be from %d to %d, but it is (%d)."
                    .formatted(-MOST_PRIORITY, MOST_PRIORITY, priority));
        }
        if (estimate != null && !estimate.isPositive()) {
            throw new IllegalArgumentException("An estimate must be positive, but it is (%s).".formatted(estimate));
        }
    }

    public Demand withUses(SortedMap<String, Integer> other) {
        return new Demand(other, priority, estimate);
    }

    public Demand withPriority(int other) {
        return new Demand(uses, other, estimate);
    }

    public Demand withEstimate(@Nullable Duration other) {
        return new Demand(uses, priority, other);
    }
}
