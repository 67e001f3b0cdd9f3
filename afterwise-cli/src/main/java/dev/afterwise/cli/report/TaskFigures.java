package dev.afterwise.cli.report;

import dev.afterwise.Dimension;
import dev.afterwise.Distribution;
import dev.afterwise.Headline;
import dev.afterwise.Outcomes;
import dev.afterwise.Summary;
import java.util.List;
import java.util.Optional;

/**
 * One task in figures.
 *
 * @param inside what is inside of it; empty unless it was asked for
 */
record TaskFigures(Summary summary, Optional<Inside> inside) {
    String task() {
        return summary.subject().part(Dimension.TASK).orElse("");
    }

    /**
     * The inside of a task.
     *
     * @param agents by agent and model, most executions first
     * @param steps in the order in which they usually begin
     * @param looked of how many executions, the newest, the steps are
     * @param slowest the longest first
     * @param failed the newest first
     */
    record Inside(
            List<Summary> agents, List<StepFigures> steps, long looked, List<Headline> slowest, List<Headline> failed) {
        public Inside {
            agents = List.copyOf(agents);
            steps = List.copyOf(steps);
            slowest = List.copyOf(slowest);
            failed = List.copyOf(failed);
        }
    }

    /**
     * A step in figures.
     *
     * @param outcomes how it ended
     * @param attempts how many there were in all
     * @param took how long attempts took
     */
    record StepFigures(String step, Outcomes outcomes, long attempts, Distribution took) {}
}
