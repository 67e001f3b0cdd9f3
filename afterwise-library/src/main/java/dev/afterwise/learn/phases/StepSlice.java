package dev.afterwise.learn.phases;

import dev.afterwise.store.StepSummary;
import java.time.Instant;
import java.util.List;

/** What the steps of executions that began in one slice of time add up to. */
public record StepSlice(Instant from, List<StepSummary> steps) {
    public StepSlice {
        steps = List.copyOf(steps);
    }
}
