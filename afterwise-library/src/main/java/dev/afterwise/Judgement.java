package dev.afterwise;

import java.time.Instant;
import java.util.Locale;

/**
 * What a person thinks of something that was learned.
 *
 * @param id of what is judged, among those of its kind
 * @param at when it was said
 */
public record Judgement(Kind kind, String id, Rating rating, Instant at) {
    /** What can be judged. */
    public enum Kind {
        /** A change that is recommended. */
        RECOMMENDATION,
        /** A regularity of the history. */
        PATTERN;

        /** The word used in JSON and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException if nothing is named */
    public Judgement {
        if (id.isBlank()) {
            throw new IllegalArgumentException("What is judged must have an id, but this is (%s).".formatted(id));
        }
    }

    /** The same for all that one person says of one thing, of which the last counts. */
    public String key() {
        return "%s %s %s".formatted(kind.word(), id, rating.by());
    }
}
