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

        /** The same end, after this time if nobody measured it before. */
        default Ended orAfter(@Nullable Duration measured) {
            if (took() != null) {
                return this;
            }
            return switch (this) {
                case Succeeded it -> new Succeeded(measured);
                case Failed(var ignored, Failure failure) -> new Failed(measured, failure);
                case Cancelled(var ignored, String reason) -> new Cancelled(measured, reason);
                case Unknown it -> new Unknown(measured);
                case Abandoned it -> it;
            };
        }
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

    /**
     * Not over when whoever carried it out was gone: killed, crashed, or ended without waiting. How long it took, nobody
     * knows. Not a failure.
     */
    record Abandoned() implements Ended {
        @Override
        public @Nullable Duration took() {
            return null;
        }

        @Override
        public Status status() {
            return Status.ABANDONED;
        }
    }
}
