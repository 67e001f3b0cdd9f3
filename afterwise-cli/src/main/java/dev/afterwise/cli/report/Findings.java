package dev.afterwise.cli.report;

import dev.afterwise.Outcomes;
import dev.afterwise.Tally;
import java.util.List;
import java.util.Optional;

/**
 * All that a report says, as data: computed from history once, and rendered as often as wanted.
 *
 * @param failures most frequent first
 * @param tasks most executions first
 * @param advice what can be acted on first
 * @param depth what a detailed report says more; empty in a brief one
 */
record Findings(
        Scope scope,
        Course course,
        List<Failing> failures,
        Healing healing,
        List<TaskFigures> tasks,
        List<Advice> advice,
        Optional<Depth> depth) {
    Findings {
        failures = List.copyOf(failures);
        tasks = List.copyOf(tasks);
        advice = List.copyOf(advice);
    }

    Outcomes outcomes() {
        return course.total().outcomes();
    }

    /** What a rate of success is about: neither cancelled, nor unknown, nor abandoned, nor running executions. */
    Tally decided() {
        return outcomes().decided();
    }
}
