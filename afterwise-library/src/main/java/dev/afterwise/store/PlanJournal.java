package dev.afterwise.store;

import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The truth about running plans: what was begun, what is finished, what was decided. Every call is durable once it
 * returns.
 *
 * <p>Two numbers fence. Of all who ever carried out a run, only the one with the latest {@link Hold} can change anything:
 * from the moment of {@link #takeOver} on nothing that an earlier one does takes effect. And of the attempts at a step only
 * the one with the highest number may be finished, and only once. Whoever is told {@code false} must let go.
 */
public interface PlanJournal {
    /** Begins a run. @throws StoreException if there is a run with this id */
    Hold begin(PlanRun run);

    /** Takes a run from whoever carries it out; empty if there is none with this id, or it is over. */
    Optional<Hold> takeOver(ExecutionId run);

    /** Claims an attempt at a step; false if this attempt, or a later one, was claimed before, or the run is over or lost. */
    boolean claim(Hold hold, StepRun attempt);

    /**
     * Ends an attempt, and writes down in the same moment what it gave and what is to happen next.
     *
     * @param outputs what the attempt gave to the steps after it
     * @param usage what was spent on it
     * @return false if it is not the step's latest attempt, or was ended before, or the run is lost
     */
    boolean finish(
            Hold hold,
            String step,
            int attempt,
            Outcome.Ended outcome,
            @Nullable Recovery then,
            SortedMap<String, Value> outputs,
            Usage usage);

    /** Ends an attempt that gave nothing and cost nothing. */
    default boolean finish(Hold hold, String step, int attempt, Outcome.Ended outcome, @Nullable Recovery then) {
        return finish(hold, step, attempt, outcome, then, Collections.emptySortedMap(), Usage.NONE);
    }

    /**
     * Ends a run.
     *
     * @return false if it was ended before, or is lost
     * @throws IllegalArgumentException if the status is not that of something over
     */
    boolean end(Hold hold, Status status);

    Optional<PlanRun> run(ExecutionId id);

    /** Every attempt at every step of a run, by step, then by number. */
    List<StepRun> steps(ExecutionId run);
}
