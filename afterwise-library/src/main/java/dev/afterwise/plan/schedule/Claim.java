package dev.afterwise.plan.schedule;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a piece of work takes while it runs, and how soon it is wanted.
 *
 * @param amounts how many of each resource, by its number; {@link Workload#WORKERS} is the number of the workers
 * @param priority what has a higher one comes first, however urgent the others are
 */
public record Claim(SortedMap<Integer, Integer> amounts, int priority) {
    /** One worker and nothing else, wanted as soon as others. */
    public static final Claim ONE_WORKER = new Claim(Map.of(Workload.WORKERS, 1), 0);

    /** @throws IllegalArgumentException if an amount isn't positive */
    public Claim {
        amounts = Collections.unmodifiableSortedMap(new TreeMap<>(amounts));
        if (amounts.values().stream().anyMatch(amount -> amount < 1)) {
            throw new IllegalArgumentException(
                    "A piece of work must take at least 1 of what it takes, but these are the amounts: %s."
                            .formatted(amounts));
        }
    }

    public Claim(Map<Integer, Integer> amounts, int priority) {
        this(new TreeMap<>(amounts), priority);
    }
}
