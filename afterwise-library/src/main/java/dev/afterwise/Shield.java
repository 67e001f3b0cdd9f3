package dev.afterwise;

import java.util.Set;

/**
 * The protected mode of a component for critical work: only those that are named may call it, and nothing is tried out on
 * it. Whoever else calls is refused, as by an open breaker, which says nothing about the component.
 *
 * @param admitted tasks and agents that may call it
 */
public record Shield(Set<String> admitted) {
    public Shield {
        admitted = Set.copyOf(admitted);
    }

    public boolean admits(Profile caller) {
        return admitted.contains(caller.task()) || admitted.contains(caller.agent());
    }
}
