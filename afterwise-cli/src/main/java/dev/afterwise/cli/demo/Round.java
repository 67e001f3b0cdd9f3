package dev.afterwise.cli.demo;

import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.Outcome;
import dev.afterwise.Outcomes;
import dev.afterwise.Step;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some runs of the plan under one policy, and what they add up to. */
record Round(List<Execution> runs) {
    Round {
        runs = List.copyOf(runs);
    }

    Summary summary() {
        var summary = new Summary.Builder(Subject.EVERYTHING);
        runs.forEach(run -> summary.add(run.headline()));
        return summary.build();
    }

    Tally successes() {
        return summary().outcomes().decided();
    }

    /** How often each step that was begun succeeded in the end, by step. */
    Map<String, Tally> steps() {
        var steps = new LinkedHashMap<String, Outcomes>();
        for (Execution run : runs) {
            for (Step step : run.steps()) {
                steps.merge(step.action().name(), Outcomes.of(step.outcome().status()), Outcomes::merge);
            }
        }
        var tallies = new LinkedHashMap<String, Tally>();
        steps.forEach((step, outcomes) -> tallies.put(step, outcomes.decided()));
        return tallies;
    }

    /** How long attempts took that did not succeed, in all. */
    Duration wasted() {
        Duration wasted = Duration.ZERO;
        for (Execution run : runs) {
            for (Step step : run.steps()) {
                for (Attempt attempt : step.attempts()) {
                    if (attempt.outcome() instanceof Outcome.Failed(Duration took, var failure) && took != null) {
                        wasted = wasted.plus(took);
                    }
                }
            }
        }
        return wasted;
    }

    /** How often a recovery was tried, and how often the attempt after it worked. */
    Tally recoveries() {
        return summary().recoveries().values().stream().reduce(Tally.NONE, Tally::merge);
    }
}
