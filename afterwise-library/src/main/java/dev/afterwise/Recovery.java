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
