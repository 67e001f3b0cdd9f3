package dev.afterwise.cli.eval;

import dev.afterwise.Aim;
import dev.afterwise.Execution;
import dev.afterwise.Experiment;
import dev.afterwise.Outcome;
import dev.afterwise.Subject;
import dev.afterwise.Variant;
import dev.afterwise.learn.experiment.Observation;
import dev.afterwise.learn.experiment.Observation.Result;
import dev.afterwise.learn.experiment.Trial;
import dev.afterwise.learn.experiment.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Experiments whose variants are the same. */
final class TrialAlarms {
    private static final int LOOKS = 20;
    private static final double NANOS = 1e9;

    private TrialAlarms() {}

    /** Whether in one of many looks a variant seems to be better. */
    static boolean raised(NullWorld world) {
        var experiment = Experiment.begin(
                "nothing " + world.from(),
                Subject.EVERYTHING,
                Aim.SUCCESS.withRisk(new Aim.Risk(Double.MAX_VALUE, 1, 1)).withRuns(Long.MAX_VALUE),
                List.of(Variant.of("one", .5), Variant.of("other", .5)),
                world.from());
        var seen = new ArrayList<Observation>();
        int every = Math.max(1, world.executions().size() / LOOKS);
        for (Execution each : world.executions()) {
            seen.add(observation(experiment, each));
            if (seen.size() % every == 0
                    && Trial.read(experiment, seen, each.startedAt()).verdict() instanceof Verdict.Better) {
                return true;
            }
        }
        return false;
    }

    private static Observation observation(Experiment experiment, Execution execution) {
        String key = execution.id().hex();
        Duration took = execution.outcome() instanceof Outcome.Ended ended ? ended.took() : null;
        Instant at =
                took == null ? execution.startedAt() : execution.startedAt().plus(took);
        return new Observation(
                experiment.variantFor(key).orElseThrow().name(),
                key,
                at,
                execution.outcome() instanceof Outcome.Succeeded
                        ? Result.WORKED
                        : execution.outcome() instanceof Outcome.Failed ? Result.FAILED : Result.LOST,
                took == null ? Double.NaN : (double) took.toNanos() / NANOS,
                Double.NaN);
    }
}
