package dev.afterwise.benchmarks;

import dev.afterwise.Afterwise;
import dev.afterwise.Outcome;
import dev.afterwise.Settings;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Watcher;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** A plan of steps that do nothing and need nothing, recorded in a store of its own. */
final class NoOpPlan {
    static final int AT_ONCE = PlanLimits.DEFAULT.maxConcurrency();

    private NoOpPlan() {}

    /** Carries it out. @return what a step took, its part of what is recorded in the background included */
    static Spent run(Path file, int steps) throws Exception {
        var plan = new Plan(
                "nothing",
                IntStream.range(0, steps)
                        .mapToObj(i -> PlanStep.of("step-" + i, new Body.Code("nothing", env -> Map.of())))
                        .toList());
        var settings = Settings.STANDARD.with(new PlanLimits(steps, AT_ONCE));
        try (var afterwise = Afterwise.with(Afterwise.store(file), settings)) {
            return Meter.PROCESS.of(() -> run(afterwise, plan, file)).per(steps);
        }
    }

    private static void run(Afterwise afterwise, Plan plan, Path file) throws InterruptedException {
        PlanResult result = afterwise.execute(
                plan, Launch.in(Objects.requireNonNull(file.toAbsolutePath().getParent()), ""), Watcher.NOBODY);
        if (!(result.outcome() instanceof Outcome.Succeeded)) {
            throw new IllegalStateException("The plan must succeed, but it ended as (%s).".formatted(result.outcome()));
        }
    }
}
