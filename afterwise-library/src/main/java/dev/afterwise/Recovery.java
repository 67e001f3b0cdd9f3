package dev.afterwise;

import java.time.Duration;

/** What to do after an attempt failed: a decision, written down before it is acted on. */
public sealed interface Recovery {
    /** One line that says why, for whoever reads the history. */
    String because();

    /** The name under which recoveries of this kind are counted. */
    String strategy();

    /** Whether another attempt follows by itself. */
    default boolean triesAgain() {
        return true;
    }

    /** The same again, after a wait. */
    record Retry(Duration after, String because) implements Recovery {
        @Override
        public String strategy() {
            return "retry";
        }
    }

    /**
     * The same end by other means.
     *
     * @param to the agent that makes the next attempts
     */
    record FallBack(String to, String because) implements Recovery {
        /** The agent of what is only done when nothing else is left to try. */
        public static final String AGENT = "fallback";

        @Override
        public String strategy() {
            return "fallback";
        }
    }

    /**
     * Make the folder that was missing, and try again.
     *
     * @param path inside the folder of the plan
     */
    record CreatePath(String path, String because) implements Recovery {
        @Override
        public String strategy() {
            return "create_path";
        }
    }

    /**
     * Forget what a cache holds, and try again.
     *
     * @param cache the name it was registered by
     */
    record ClearCache(String cache, String because) implements Recovery {
        @Override
        public String strategy() {
            return "clear_cache";
        }
    }

    /**
     * Try again with parts of the work, one after another.
     *
     * @param fraction how large each part is, compared with the whole; more than 0 and less than 1
     */
    record ReduceScope(double fraction, String because) implements Recovery {
        @Override
        public String strategy() {
            return "reduce_scope";
        }
    }

    /** Wait until the circuit breaker may let a probe through, and try again. */
    record ResetBreaker(Duration after, String because) implements Recovery {
        @Override
        public String strategy() {
            return "reset_breaker";
        }
    }

    /** Try again with less than was asked for. */
    record Simplify(String because) implements Recovery {
        @Override
        public String strategy() {
            return "simplify";
        }
    }

    /**
     * Ask a model again, and tell it what was wrong.
     *
     * @param hint what it is told
     */
    record Reprompt(String hint, String because) implements Recovery {
        @Override
        public String strategy() {
            return "reprompt";
        }
    }

    /**
     * Whatever a component brought along, and then try again.
     *
     * @param name under which it was registered; none of the other strategies has it
     */
    record Custom(String name, String because) implements Recovery {
        @Override
        public String strategy() {
            return name;
        }
    }

    /** Go on without what failed. */
    record Skip(String because) implements Recovery {
        @Override
        public String strategy() {
            return "skip";
        }

        @Override
        public boolean triesAgain() {
            return false;
        }
    }

    /** Wait for a person to see to it. */
    record Escalate(String because) implements Recovery {
        @Override
        public String strategy() {
            return "escalate";
        }

        @Override
        public boolean triesAgain() {
            return false;
        }
    }

    /** Stop trying, and say so. */
    record GiveUp(String because) implements Recovery {
        @Override
        public String strategy() {
            return "give_up";
        }

        @Override
        public boolean triesAgain() {
            return false;
        }
    }
}
