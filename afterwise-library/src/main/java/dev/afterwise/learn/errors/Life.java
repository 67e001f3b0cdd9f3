package dev.afterwise.learn.errors;

import java.util.Locale;

/**
 * Where an error is in its life.
 *
 * @param because a sentence that says how that is known
 * @param label what people call it; empty if nothing
 */
public record Life(State state, String because, String label) {
    /** What is the matter with an error. */
    public enum State {
        /** It was not seen before the recent past. */
        NEW,
        /** It was gone, or said to be resolved, and is back. */
        REGRESSED,
        /** It happens. */
        ONGOING,
        /** Somebody said so and it did not happen since, or it is absent for longer than chance explains. */
        RESOLVED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
