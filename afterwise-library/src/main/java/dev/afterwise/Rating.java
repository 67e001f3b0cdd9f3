package dev.afterwise;

import java.util.Comparator;
import java.util.List;

/**
 * What a person, or a judge, thought of an execution, or of something that was learned.
 *
 * <p>What people think of an execution counts as evidence: work that said it succeeded, or said nothing, has failed if they
 * think it useless, and work that said nothing has succeeded if they think it good. A failure stays one.
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

    /** The mean of these is at most this, if they think it useless: {@code bad}, or one or two stars of five. */
    static final double USELESS = .25;

    /** The mean of these is at least this, if they think it good: {@code good}, or four or five stars. */
    static final double GOOD = .75;

    private static final String TYPE = "rated";

    /** What it comes to, if people thought this of what ended so. */
    static Outcome.Ended judge(Outcome.Ended end, List<Rating> ofPeople) {
        double mean = ofPeople.stream().mapToDouble(Rating::score).average().orElse(Double.NaN);
        if (mean <= USELESS && (end instanceof Outcome.Succeeded || end instanceof Outcome.Unknown)) {
            return new Outcome.Failed(end.took(), useless(ofPeople));
        }
        return mean >= GOOD && end instanceof Outcome.Unknown ? new Outcome.Succeeded(end.took()) : end;
    }

    /** Whether people who say this think it useless, taken together. */
    static boolean areDamning(List<Rating> ofPeople) {
        return ofPeople.stream().mapToDouble(Rating::score).average().orElse(1) <= USELESS;
    }

    /** In the words of the one who thinks worst of it. */
    private static Failure useless(List<Rating> ofPeople) {
        String comment = ofPeople.stream()
                .min(Comparator.comparingDouble(Rating::score).thenComparing(Rating::by))
                .map(Rating::comment)
                .orElse("");
        String message = comment.isBlank() ? "people think it useless" : comment;
        return Failure.of(FailureClass.VALIDATION, Severity.MEDIUM, Transience.PERMANENT, TYPE, message);
    }
}
