package dev.afterwise;

/** How much a failure matters, least first. */
public enum Severity {
    /** Expected now and then; healed as a matter of course. */
    LOW,
    /** The step is lost unless it is healed. */
    MEDIUM,
    /** A person has to change something. */
    HIGH,
    /** The machine or the store itself is in danger. */
    CRITICAL
}
