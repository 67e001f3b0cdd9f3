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

    /**
     * Of the alternatives of a step, take one where a number is above a limit, and another where it is not.
     *
     * @param attribute whose number it is
     * @param above the limit itself is not above it; finite
     * @param agent which is taken above the limit
     * @param otherwise which is taken up to it
     */
    record SetThreshold(Subject subject, String attribute, double above, String agent, String otherwise)
            implements Change {
        /** @throws IllegalArgumentException if the limit is not finite */
        public SetThreshold {
            if (!Double.isFinite(above)) {
                throw new IllegalArgumentException("A threshold must be finite, but this is (%s).".formatted(above));
            }
        }

        @Override
        public String kind() {
            return "set_threshold";
        }

        /** When to take the agent, such as {@code complexity > 7}. */
        public String condition() {
            return attribute + " > " + Value.of(above);
        }

        /** Which agent to take for this number. */
        public String agentFor(double number) {
            return number > above ? agent : otherwise;
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
