package dev.afterwise.plan;

import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import org.jspecify.annotations.Nullable;

/** Is told what happens while a plan runs, on the threads of its steps. Must be quick, and must not throw. */
public interface Watcher {
    /** Looks away. */
    Watcher NOBODY = new Watcher() {};

    /** An attempt begins, by {@code agent} if there was a choice. */
    default void started(PlanStep step, int attempt, @Nullable String agent) {}

    /** An attempt has ended, and {@code then} follows if it failed. */
    default void ended(PlanStep step, int attempt, Outcome.Ended outcome, @Nullable Recovery then) {}

    /** A step is not begun, because its condition does not hold; the run goes on without it. */
    default void skipped(PlanStep step, String because) {}

    /** A step is not begun, because one that it needs did not succeed. */
    default void left(PlanStep step, String because) {}
}
