package dev.afterwise.heal.guard;

/** What the end of a call says about the component that was called. */
enum Ending {
    SUCCEEDED,
    FAILED,
    /** Nothing: it was stopped, or never reached the component. */
    ABANDONED
}
