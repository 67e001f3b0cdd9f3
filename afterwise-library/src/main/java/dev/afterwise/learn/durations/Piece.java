package dev.afterwise.learn.durations;

import java.util.List;

/**
 * A piece of work in a run, as far as it is known before it begins.
 *
 * @param kind what it does: a step, and who does it
 * @param size how much it is given, such as bytes; 0 where nobody knows
 * @param needs the numbers of those pieces of the same run that must be behind it
 */
public record Piece(String kind, double size, List<Integer> needs) {
    /** @throws IllegalArgumentException if the size is negative or no number */
    public Piece {
        needs = List.copyOf(needs);
        if (!(size >= 0)) {
            throw new IllegalArgumentException("A size must not be negative, but this is (%s).".formatted(size));
        }
    }
}
