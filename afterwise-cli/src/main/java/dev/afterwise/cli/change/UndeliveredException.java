package dev.afterwise.cli.change;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A target did not take what it was sent. */
final class UndeliveredException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Duration retryAfter;

    /** @param retryAfter when it wants to be asked again; null if it doesn't say */
    UndeliveredException(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
