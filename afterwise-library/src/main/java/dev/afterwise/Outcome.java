package dev.afterwise;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an execution, or one attempt at a step, has gone so far. */
public sealed interface Outcome {
    Status status();

    /** Not over yet. */
    record Running() implements Outcome {
        @Override
        public Status status() {
            return Status.RUNNING;
        }
    }

    /** Over. */
    sealed interface Ended extends Outcome {
        /** How long it took, by a clock that never goes back; null when nobody measured it. */
        @Nullable
        Duration took();
    }

    record Succeeded(@Nullable Duration took) implements Ended {
        @Override
        public Status status() {
            return Status.SUCCEEDED;
        }
    }

    record Failed(@Nullable Duration took, Failure failure) implements Ended {
        @Override
        public Status status() {
            return Status.FAILED;
        }
    }

    /** Stopped on purpose: neither a success nor a failure. */
    record Cancelled(@Nullable Duration took, String reason) implements Ended {
        @Override
        public Status status() {
            return Status.CANCELLED;
        }
    }

    /** Over, and nobody knows how. Not a failure. */
    record Unknown(@Nullable Duration took) implements Ended {
        @Override
        public Status status() {
            return Status.UNKNOWN;
        }
    }
}
