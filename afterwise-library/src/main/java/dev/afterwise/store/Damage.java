package dev.afterwise.store;

import java.util.Locale;

/**
 * Something in a store that must not be.
 *
 * @param part where it is, such as the name of a table
 * @param details what is wrong, for people
 */
public record Damage(Kind kind, String part, String details) {
    /** What helps is different for each. */
    public enum Kind {
        /** The file is not what was written. A copy helps. */
        BROKEN,
        /** There is something that belongs to nothing, or something is missing that belongs to something. */
        ORPHANED,
        /** Statistics are not what the executions add up to. {@link Upkeep#rebuild Rebuilding} helps. */
        STALE,
        /** It is in a form that this version can't read. */
        UNKNOWN;

        /** The word used in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
