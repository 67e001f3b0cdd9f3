package dev.afterwise;

/**
 * What a person, or a judge, thought of an execution.
 *
 * @param by who says so; a second rating by the same replaces the first
 * @param score from 0, useless, to 1, perfect
 */
public record Rating(String by, double score, String comment) {
    /** @throws IllegalArgumentException if the score is not from 0 to 1 */
    public Rating {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException(
                    "A rating's score must be from 0 to 1, but this is (%s).".formatted(score));
        }
    }
}
