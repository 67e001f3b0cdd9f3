package dev.afterwise;

import dev.afterwise.Recommendation.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One round of the loop, and what came of it.
 *
 * @param execution as which it was recorded
 * @param phases what was done, in this order
 * @param moves what became of recommendations meanwhile, whoever did it
 */
public record Cycle(
        Instant startedAt, Duration took, Cause cause, ExecutionId execution, List<Phase> phases, List<Move> moves) {
    /** The task of the executions as which cycles are recorded. */
    public static final String TASK = "afterwise.loop";

    public Cycle {
        took = took.truncatedTo(ChronoUnit.MICROS);
        phases = List.copyOf(phases);
        moves = List.copyOf(moves);
    }

    /** Why a cycle began. */
    public enum Cause {
        /** Somebody asked for it. */
        ASKED,
        /** Enough time had passed since the last one. */
        INTERVAL,
        /** There were enough new executions since the last one. */
        EXECUTIONS;

        /** The word used in JSON and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A part of a cycle.
     *
     * @param said what it did, or why it failed; a sentence without a full stop
     */
    public record Phase(String name, boolean isDone, String said) {}

    /**
     * A recommendation that is somewhere else in its life than before.
     *
     * @param from null if it was not there
     */
    public record Move(String recommendation, @Nullable Status from, Status to) {}

    /** Whether every phase was done. */
    public boolean isDone() {
        return phases.stream().allMatch(Phase::isDone);
    }

    /** How many recommendations came to this status. */
    public long count(Status to) {
        return moves.stream().filter(move -> move.to() == to).count();
    }
}
