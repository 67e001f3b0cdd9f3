package dev.afterwise.record;

import dev.afterwise.Failure;

/** Says what a failure means. Must not throw, and must be safe for use by many threads. */
public interface Diagnosis {
    Failure of(Throwable thrown);

    /** @param type an error code or the like; may be empty */
    Failure of(String type, String message);
}
