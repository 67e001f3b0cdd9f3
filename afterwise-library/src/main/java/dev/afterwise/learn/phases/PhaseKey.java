package dev.afterwise.learn.phases;

import dev.afterwise.Action;
import dev.afterwise.Dimension;
import dev.afterwise.Step;
import dev.afterwise.store.StepSummary;
import java.util.Comparator;

/**
 * What steps of one name are in executions of one task.
 *
 * @param kind {@code phase}, {@code tool}, {@code model}, or {@code delegate} for all steps that are executions of their own
 */
public record PhaseKey(String task, String name, String kind) implements Comparable<PhaseKey> {
    private static final Comparator<PhaseKey> ORDER =
            Comparator.comparing(PhaseKey::task).thenComparing(PhaseKey::name).thenComparing(PhaseKey::kind);

    static PhaseKey of(String task, Step step) {
        Action action = step.action();
        return new PhaseKey(task, action instanceof Action.Delegate ? "" : action.name(), action.kind());
    }

    static PhaseKey of(StepSummary summary) {
        var subject = summary.summary().subject();
        return new PhaseKey(
                subject.part(Dimension.TASK).orElse(""),
                subject.part(Dimension.STEP).orElse(""),
                summary.kind());
    }

    /** What people call it. */
    public String shown() {
        return name.isEmpty() ? kind : name;
    }

    @Override
    public int compareTo(PhaseKey other) {
        return ORDER.compare(this, other);
    }
}
