package dev.afterwise;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A change worth making, why, and on what evidence. It alters nothing until it is adopted.
 *
 * @param id the same whenever the same change is recommended; 8 hex digits
 * @param measurement how it is or was measured when it was last adopted; null if it never was
 */
public record Recommendation(
        String id,
        Change change,
        String because,
        Evidence evidence,
        Status status,
        @Nullable Measurement measurement) {
    /** Where a recommendation is in its life. Those come first that somebody may want to act on. */
    public enum Status {
        /** The evidence speaks for it. */
        PROPOSED,
        /** It is to be adopted, as soon as nothing else about the same subject is being measured. */
        APPROVED,
        /** It holds for a share of the runs, or for all of them since a moment, and what comes of it is being counted. */
        MEASURING,
        /** It is part of the policy for every run, and nobody measures it. */
        APPLIED,
        /** It was measured, it is an improvement, and it is part of the policy for every run. */
        KEPT,
        /** It was adopted and was taken back: by a person, or because it did harm. It is not proposed again by itself. */
        ROLLED_BACK,
        /** Somebody does not want it. It is not proposed again by itself. */
        REJECTED,
        /**
         * Nobody had adopted it, and the evidence no longer speaks for it; or it was measured to the end and not shown to help, so
         * that it was taken back.
         */
        EXPIRED;

        /** The word used in JSON and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether some run is carried out differently because of it. */
        public boolean isInForce() {
            return this == MEASURING || this == APPLIED || this == KEPT;
        }
    }

    public static Recommendation propose(Change change, String because, Evidence evidence) {
        return new Recommendation(
                ExecutionId.digest(change.toString()).substring(0, 8),
                change,
                because,
                evidence,
                Status.PROPOSED,
                null);
    }

    public Recommendation with(Status next) {
        return new Recommendation(id, change, because, evidence, next, measurement);
    }

    public Recommendation with(@Nullable Measurement other) {
        return new Recommendation(id, change, because, evidence, status, other);
    }

    /** Whether its effect was measured to an end once: proven, refuted, or not shown by the horizon. */
    public boolean isMeasured() {
        return measurement != null && measurement.until() != null;
    }
}
