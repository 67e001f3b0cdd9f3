package dev.afterwise;

import java.util.Locale;

/**
 * A change worth making, why, and on what evidence. It alters nothing until it is adopted.
 *
 * @param id the same whenever the same change is recommended; 8 hex digits
 */
public record Recommendation(String id, Change change, String because, Evidence evidence, Status status) {
    /** Where a recommendation is in its life. */
    public enum Status {
        /** The evidence speaks for it. */
        PROPOSED,
        /** It is part of the policy. */
        APPLIED,
        /** It was part of the policy and was taken back. It is not proposed again by itself. */
        ROLLED_BACK,
        /** The evidence no longer speaks for it, and nobody had adopted it. */
        EXPIRED;

        /** The word used in JSON and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Recommendation propose(Change change, String because, Evidence evidence) {
        return new Recommendation(
                ExecutionId.digest(change.toString()).substring(0, 8), change, because, evidence, Status.PROPOSED);
    }

    public Recommendation with(Status next) {
        return new Recommendation(id, change, because, evidence, next);
    }
}
