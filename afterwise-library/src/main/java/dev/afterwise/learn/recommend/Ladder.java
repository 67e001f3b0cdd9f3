package dev.afterwise.learn.recommend;

import dev.afterwise.Dimension;

/**
 * One arm first, and another one where that fails.
 *
 * @param choice what is chosen: agent, model or route
 */
public record Ladder(Dimension choice, String first, String second) {
    /**
     * The attribute of an execution that holds the arm that failed at the same piece of work before: such work is harder than other
     * work, and whoever judges the second arm by it should know.
     */
    public static final String AFTER = "after";

    /** @throws IllegalArgumentException if both are the same, or something else is chosen */
    public Ladder {
        if (choice == Dimension.TASK || choice == Dimension.STEP) {
            throw new IllegalArgumentException(
                    "What is chosen must be agent, model or route, but it is (%s).".formatted(choice.word()));
        }
        if (first.equals(second)) {
            throw new IllegalArgumentException(
                    "A ladder must lead to another %s, but both are (%s).".formatted(choice.word(), first));
        }
    }
}
