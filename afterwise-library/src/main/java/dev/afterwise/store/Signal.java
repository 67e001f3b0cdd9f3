package dev.afterwise.store;

import java.time.Instant;

/**
 * One thing that was said about a run of a plan while it went on: by whoever carries it out, or to them.
 *
 * @param step of which it speaks; empty for the run as a whole
 * @param because the question that is asked, or why something is wanted; may be empty
 * @param by who said it; not verified
 */
public record Signal(Word word, String step, String because, String by, Instant at) {
    /** What can be said. */
    public enum Word {
        /** The run asks a person whether a step may be done. */
        ASKED,
        /** The step may be done. */
        APPROVED,
        /** The step must not be done. */
        REJECTED,
        /** No attempt is to be begun until {@link #CONTINUED} is said. */
        PAUSED,
        CONTINUED,
        /** The run is to be stopped, and to end as cancelled. */
        CANCELLED;

        /** Whether it answers a question. */
        public boolean isAnswer() {
            return this == APPROVED || this == REJECTED;
        }
    }

    /** Speaks of the run as a whole. */
    public static Signal about(Word word, String because, String by, Instant at) {
        return new Signal(word, "", because, by, at);
    }
}
