package dev.afterwise.learn.knowledge;

import dev.afterwise.Profile;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know.
 *
 * @param profile the work that it is about; what it does not say excludes nothing. Null for any work
 * @param category only what is in it; empty for any
 * @param text words that what is known should share; empty for none
 * @param minConfidence from 0 to 1: what is less sure is left out
 * @param limit at most so many answers
 */
public record Question(@Nullable Profile profile, String category, String text, double minConfidence, int limit) {
    /** What is less sure than this is not told to anybody who doesn't ask for it. */
    public static final double USUAL_CONFIDENCE = .3;

    /** @throws IllegalArgumentException if the confidence is not from 0 to 1, or the limit is less than 1 */
    public Question {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException(
                    "A confidence must be from 0 to 1, but this is (%s).".formatted(minConfidence));
        }
        if (limit < 1) {
            throw new IllegalArgumentException("The limit must be 1 or more, but it is (%d).".formatted(limit));
        }
    }

    /** What is known that bears on this work, of usual confidence. */
    public static Question about(Profile profile) {
        return new Question(profile, "", "", USUAL_CONFIDENCE, 10);
    }

    public static Question about(String task) {
        return about(Profile.of(task));
    }

    public Question withText(String words) {
        return new Question(profile, category, words, minConfidence, limit);
    }

    public Question withCategory(String other) {
        return new Question(profile, other, text, minConfidence, limit);
    }

    public Question atLeast(double confidence) {
        return new Question(profile, category, text, confidence, limit);
    }

    public Question atMost(int answers) {
        return new Question(profile, category, text, minConfidence, answers);
    }
}
