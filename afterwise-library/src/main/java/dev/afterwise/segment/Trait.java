package dev.afterwise.segment;

/** What an execution has one of, out of few. */
public enum Trait {
    TASK,
    /** Empty when nobody said. */
    AGENT,
    /** None when nobody said. */
    MODEL,
    /** None when nobody said. */
    ROUTE,
    /** The {@link dev.afterwise.Status#word() word} for how it stands. */
    STATUS,
    /** The {@link dev.afterwise.FailureClass#label() label}; only of what failed. */
    FAILURE_CLASS,
    /** What failures have in common that differ only in ids and numbers; only of what failed. */
    FINGERPRINT
}
