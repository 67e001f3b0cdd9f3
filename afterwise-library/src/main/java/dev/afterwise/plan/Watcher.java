package dev.afterwise.plan;

import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import org.jspecify.annotations.Nullable;

/** Is told what happens while a plan runs, on the threads of its steps. Must be quick, and must not throw. */
public interface Watcher {
    /** Looks away. */
    Watcher NOBODY = new Watcher() {};

    /** A run begins, or is taken over, and this is the plan that is carried out, with what was adopted. */
    default void begun(ExecutionId run, Plan plan) {}

    /** An attempt begins, by {@code agent} if there was a choice. */
    default void started(PlanStep step, int attempt, @Nullable String agent) {}

    /** An attempt has ended, and {@code then} follows if it failed. */
    default void ended(PlanStep step, int attempt, Outcome.Ended outcome, @Nullable Recovery then) {}

    /** A step is not begun, because its condition does not hold; the run goes on without it. */
    default void skipped(PlanStep step, String because) {}

    /** A step is not begun, because one that it needs did not succeed. */
    default void left(PlanStep step, String because) {}

    /** A step waits for a person, or for a moment. */
    default void waiting(PlanStep step, String because) {}

    /** So many items of a step that is done for each of several are over. */
    default void item(PlanStep step, int done, int of) {}

    /**
     * Something else happened.
     *
     * @param step whom it is about; null if it is about the run
     * @param what a word for it, such as {@code paused} or {@code replanned}
     */
    default void noticed(@Nullable PlanStep step, String what, String because) {}

    /** Whether a run stays where it is while all that is left to do waits for people, rather than come back to its caller. */
    default boolean isPatient() {
        return false;
    }

    /**
     * Who is told what happens to the single items of a step that is done for each of several; they go by {@code step[0]},
     * {@code step[1]} and so on.
     */
    default Watcher items(PlanStep step) {
        return NOBODY;
    }

    /** Who is told what happens in the run of a plan that is a step. */
    default Watcher within(PlanStep step) {
        return NOBODY;
    }
}
