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
        return false;
    }

    /** The same again, after a wait. */
    record Retry(Duration after, String because) implements Recovery {
        @Override
        public String strategy() {
            return "retry";
        }

        @Override
        public boolean triesAgain() {
            return true;
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

        @Override
        public boolean triesAgain() {
            return true;
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

        @Override
        public boolean triesAgain() {
            return true;
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

        @Override
        public boolean triesAgain() {
            return true;
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

        @Override
        public boolean triesAgain() {
            return true;
        }
    }

    /** Wait until the circuit breaker may let a probe through, and try again. */
    record ResetBreaker(Duration after, String because) implements Recovery {
        @Override
        public String strategy() {
            return "reset_breaker";
        }

        @Override
        public boolean triesAgain() {
            return true;
        }
    }

    /** Try again with less than was asked for. */
    record Simplify(String because) implements Recovery {
        @Override
        public String strategy() {
            return "simplify";
        }

        @Override
        public boolean triesAgain() {
            return true;
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

        @Override
        public boolean triesAgain() {
            return true;
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

        @Override
        public boolean triesAgain() {
            return true;
        }
    }

    /** Go on without what failed. */
    record Skip(String because) implements Recovery {
        @Override
        public String strategy() {
            return "skip";
        }
    }

    /** Wait for a person to see to it. */
    record Escalate(String because) implements Recovery {
        @Override
        public String strategy() {
            return "escalate";
        }
    }

    /** Stop trying, and say so. */
    record GiveUp(String because) implements Recovery {
        @Override
        public String strategy() {
            return "give_up";
        }
    }
}
