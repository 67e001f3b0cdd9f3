package dev.afterwise.store;

import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The truth about running plans: what was begun, what is finished, what was decided. Every call is durable once it
 * returns.
 *
 * <p>The attempt number fences: a step has at most one attempt of each number, only the highest may be finished, and only
 * once. Whoever is told {@code false} has lost the step to somebody else and must let go of it.
 */
public interface PlanJournal {
    /** Begins a run. @throws StoreException if there is a run with this id */
    void begin(PlanRun run);

    /** Claims an attempt at a step; false if this attempt, or a later one, was claimed before, or the run is over. */
    boolean claim(ExecutionId run, StepRun attempt);

    /**
     * Ends an attempt, and writes down in the same moment what is to happen next.
     *
     * @return false if it is not the step's latest attempt, or was ended before
     */
    boolean finish(ExecutionId run, String step, int attempt, Outcome.Ended outcome, @Nullable Recovery then);

    /** Ends a run. @return false if it was ended before */
    boolean end(ExecutionId run, Status status);

    Optional<PlanRun> run(ExecutionId id);

    /** Every attempt at every step of a run, by step, then by number. */
    List<StepRun> steps(ExecutionId run);
}
