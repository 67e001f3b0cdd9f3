package dev.afterwise.heal.guard;

/** What the end of a call says about the component that was called. */
enum Ending {
    SUCCEEDED,
    FAILED,
    /** It answered that it was asked too often: a failure, but no sign that nobody is there. */
    THROTTLED,
    /** Nothing: it was stopped, or never reached the component. */
    ABANDONED
}
