package dev.afterwise;

import java.util.List;

/**
 * One of several ways to handle what an experiment is about.
 *
 * @param name by which runs tell how they were handled
 * @param share which part of the runs is handled so, above 0 and below 1; those of an experiment add up to 1
 * @param changes what is different from the policy; none for the original
 */
public record Variant(String name, double share, List<Change> changes) {
    /** @throws IllegalArgumentException if it has no name, or its share is out of range */
    public Variant {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A variant must have a name, but this is (%s).".formatted(name));
        }
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "The share of a variant must be above 0 and below 1, but that of (%s) is (%s)."
                            .formatted(name, share));
        }
        changes = List.copyOf(changes);
    }

    /** A variant that changes nothing by itself: the code that asks for it does. */
    public static Variant of(String name, double share) {
        return new Variant(name, share, List.of());
    }
}
