package dev.afterwise;

import java.time.Duration;

/** What to do after an attempt failed: a decision, written down before it is acted on. */
public sealed interface Recovery {
    /** One line that says why, for whoever reads the history. */
    String because();

    /** The name under which recoveries of this kind are counted. */
    String strategy();

    /** The same again, after a wait. */
    record Retry(Duration after, String because) implements Recovery {
        @Override
        public String strategy() {
            return "retry";
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
