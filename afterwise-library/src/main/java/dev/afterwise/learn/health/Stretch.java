package dev.afterwise.learn.health;

import dev.afterwise.Dimension;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.store.StepSummary;
import dev.afterwise.store.Window;
import java.util.List;

/**
 * What went on in a span of time.
 *
 * @param all as a whole
 * @param parts by what components are told apart by
 * @param tasks by task
 * @param steps by task and step
 */
public record Stretch(Window window, Summary all, List<Summary> parts, List<Summary> tasks, List<StepSummary> steps) {
    public Stretch {
        parts = List.copyOf(parts);
        tasks = List.copyOf(tasks);
        steps = List.copyOf(steps);
    }

    /** The part of this name; an empty one if there is none. */
    Summary part(Dimension by, String name) {
        return parts.stream()
                .filter(each -> each.subject().part(by).orElse("").equals(name))
                .reduce((one, other) -> one)
                .orElse(Summary.empty(Subject.EVERYTHING.with(by, name)));
    }
}
