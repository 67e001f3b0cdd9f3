package dev.afterwise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an execution did.
 *
 * @param parent the step in which this one nests, or null
 * @param attempts every attempt at it, by number
 */
public record Step(StepId id, @Nullable StepId parent, Action action, List<Attempt> attempts) {
    public Step {
        attempts = List.copyOf(attempts);
    }

    /** How its last attempt went; running if none has begun. */
    public Outcome outcome() {
        return attempts.isEmpty() ? new Outcome.Running() : attempts.getLast().outcome();
    }
}
