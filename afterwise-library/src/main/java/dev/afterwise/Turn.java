package dev.afterwise;

import dev.afterwise.Recommendation.Status;
import java.util.Locale;

/**
 * A turn in the life of a recommendation, and from where it can be taken. These are all there are; what is found or not found any
 * more goes between proposed and expired besides.
 */
enum Turn {
    /** A person wants it, measured. */
    APPROVE,
    /** A person wants it at once and for every run. */
    APPLY,
    /** A person does not want it. */
    REJECT,
    /** It is taken back. */
    ROLLBACK,
    /** What stood in its way is decided. */
    MEASURE,
    /** It is proven. */
    KEEP,
    /** It was measured to the end, and not shown to help. */
    EXPIRE;

    /** The word used in the audit. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isOpenTo(Status from) {
        return switch (this) {
            case APPROVE ->
                switch (from) {
                    case PROPOSED, EXPIRED, ROLLED_BACK, REJECTED -> true;
                    case APPROVED, MEASURING, APPLIED, KEPT -> false;
                };
            case APPLY -> from != Status.APPLIED && from != Status.KEPT;
            case REJECT -> from == Status.PROPOSED || from == Status.APPROVED || from == Status.EXPIRED;
            case ROLLBACK -> from == Status.APPROVED || from.isInForce();
            case MEASURE -> from == Status.APPROVED;
            case KEEP, EXPIRE -> from == Status.MEASURING;
        };
    }

    /** @throws IllegalArgumentException if a recommendation that stands so can't take this turn */
    void check(String id, Status status) {
        if (isOpenTo(status)) {
            return;
        }
        String must = switch (this) {
            case APPROVE, APPLY -> "must not be adopted already to be approved";
            case REJECT -> "must not be adopted or refused already to be rejected";
            case ROLLBACK -> "must be approved or part of the policy to be rolled back";
            case MEASURE, KEEP, EXPIRE -> "must be on its way for that";
        };
        throw new IllegalArgumentException("The recommendation (%s) %s, but it is %s."
                .formatted(id, must, status.word().replace('_', ' ')));
    }
}
