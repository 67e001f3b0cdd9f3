package dev.afterwise.record;

import dev.afterwise.CircuitOpenException;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Protects the components that are called. Must not throw, and must be safe for use by many threads. */
public interface Protection {
    /** @param within how long the call may take with all its waits, or null */
    Call call(String component, @Nullable Duration within);

    /** One call of a component, made in one attempt after another. Must not throw. Used by one thread. */
    interface Call {
        /** Asks to make an attempt now. @return null if it may be made, and is then to be {@link #ended}; or why it may not */
        @Nullable
        CircuitOpenException refused();

        /** The attempt has ended. One that was cancelled says nothing about the component. */
        void ended(Outcome.Ended outcome);

        /** What to do after attempt number {@code attempt} failed. Asked once for each. */
        Recovery after(Failure failure, int attempt);
    }
}
