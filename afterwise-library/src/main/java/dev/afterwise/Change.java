package dev.afterwise;

import java.time.Duration;

/** One thing that can be changed about how a subject is handled. */
public sealed interface Change {
    /** What is changed. */
    Subject subject();

    /** The word for this kind of change, the same in JSON and on the command line. */
    String kind();

    /** Of the alternatives of a step, take this agent. */
    record PreferAgent(Subject subject, String agent) implements Change {
        @Override
        public String kind() {
            return "prefer_agent";
        }
    }

    /** Try a step so many times in all, as long as its failures may pass. */
    record RetryUpTo(Subject subject, int attempts) implements Change {
        /** @throws IllegalArgumentException if there is not at least one attempt */
        public RetryUpTo {
            if (attempts < 1) {
                throw new IllegalArgumentException(
                        "A step needs at least 1 attempt, but this is (%d).".formatted(attempts));
            }
        }

        @Override
        public String kind() {
            return "retry_up_to";
        }
    }

    /** Give an attempt at a step no more than this. */
    record TimeOutAfter(Subject subject, Duration limit) implements Change {
        /** @throws IllegalArgumentException if the limit is not positive */
        public TimeOutAfter {
            if (!limit.isPositive()) {
                throw new IllegalArgumentException("A time-out must be positive, but this is (%s).".formatted(limit));
            }
        }

        @Override
        public String kind() {
            return "time_out_after";
        }
    }
}
