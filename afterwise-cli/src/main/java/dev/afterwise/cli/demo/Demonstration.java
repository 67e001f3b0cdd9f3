package dev.afterwise.cli.demo;

import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.Recommendation;
import dev.afterwise.Value;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.Watcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * The whole loop: a plan is run again and again, what was learned is adopted, and it is run as often once more. What comes
 * out is measured; by chance it may differ from time to time.
 */
record Demonstration(
        Afterwise afterwise,
        Plan plan,
        String source,
        Path folder,
        PriceService prices,
        RandomGenerator random,
        int runs) {
    private static final int HARDEST = 10;

    /**
     * Runs the plan as often as wanted.
     *
     * @param after is told how many runs are over
     */
    Round round(IntConsumer after) throws InterruptedException {
        List<Execution> executions = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            Launch launch = Launch.in(folder, source)
                    .with(Map.of(
                            "prices", Value.of(prices.address()),
                            "complexity", Value.of(random.nextInt(1, HARDEST + 1))));
            PlanResult result = afterwise.execute(plan, launch, Watcher.NOBODY);
            afterwise.history().execution(result.id()).ifPresent(executions::add);
            after.accept(run);
        }
        return new Round(executions);
    }

    /** Learns, and adopts all that is proposed. */
    List<Recommendation> adopt() {
        List<Recommendation> proposed = afterwise.learn().stream()
                .filter(each -> each.status() == Recommendation.Status.PROPOSED)
                .toList();
        proposed.forEach(each -> afterwise.recommendations().approve(each.id()));
        return proposed;
    }
}
