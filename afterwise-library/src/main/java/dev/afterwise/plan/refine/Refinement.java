package dev.afterwise.plan.refine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that could be written better in a plan.
 *
 * @param step what it is about
 * @param because a sentence for people
 * @param mend what to change; null where only somebody who knows the work can say
 * @param saves how many seconds sooner a run would be over, by the usual durations of its steps and with places for all of them; 0
 *     where that isn't known or isn't the point
 */
public record Refinement(
        Kind kind,
        String step,
        Sureness sureness,
        String because,
        @Nullable Mend mend,
        double saves) {
    /** What is the matter. */
    public enum Kind {
        /** A step that can wait too long for an attempt, or not long enough. */
        TIMEOUT,
        /** A step waits for another though nothing it uses comes from there. */
        NEEDLESS_NEED,
        /** Steps that could run at the same time are kept apart. */
        PARALLEL,
        /** A step uses what another makes, but doesn't wait for it. */
        MISSING_NEED,
        /** What an expensive step uses is not looked at before. */
        CHECKPOINT,
        /** A condition that can't be otherwise. */
        CONDITION,
        /** Something that a step uses and nobody gives it. */
        MISSING_INPUT,
        /** An agent or a model that nobody here knows. */
        UNKNOWN_AGENT;

        /** Such as {@code needless_need}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Refinement of(Kind kind, String step, Sureness sureness, String because, @Nullable Mend mend) {
        return new Refinement(kind, step, sureness, because, mend, 0);
    }
}
