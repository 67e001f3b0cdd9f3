package dev.afterwise.cli.demo;

import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.Recommendation;
import dev.afterwise.Recommendation.Status;
import dev.afterwise.Value;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.Watcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * The whole loop: a plan is run again and again, what was learned is tried on half of the runs, and what proves to help is kept. What
 * comes out is measured; by chance it may differ from time to time.
 */
record Demonstration(
        Afterwise afterwise, Plan plan, String source, Lanes lanes, PriceService prices, RandomGenerator random) {
    private static final int HARDEST = 10;

    /**
     * Runs the plan so often.
     *
     * @param after is told how many runs are over
     */
    Round round(int runs, IntConsumer after) throws IOException, InterruptedException {
        List<Execution> executions = new ArrayList<>();
        while (executions.size() < runs) {
            List<Lanes.Work<PlanResult>> works = new ArrayList<>();
            for (int i = 0; i < Math.min(lanes.count(), runs - executions.size()); i++) {
                Value complexity = Value.of(random.nextInt(1, HARDEST + 1));
                works.add(folder -> afterwise.execute(
                        plan,
                        Launch.in(folder, source)
                                .with(Map.of("prices", Value.of(prices.address()), "complexity", complexity)),
                        Watcher.NOBODY));
            }
            for (PlanResult result : lanes.abreast(works)) {
                afterwise.history().execution(result.id()).ifPresent(executions::add);
            }
            after.accept(executions.size());
        }
        return new Round(executions);
    }

    /** Learns, and approves all that is proposed. */
    List<Recommendation> approve() {
        List<Recommendation> proposed = afterwise.learn().stream()
                .filter(each -> each.status() == Status.PROPOSED)
                .toList();
        proposed.forEach(each -> afterwise.recommendations().approve(each.id()));
        return proposed;
    }

    /**
     * Runs the plan, half of the runs under each of the changes, until it is decided about all of them or there were so many runs.
     *
     * @return what was approved, as it is then
     */
    List<Recommendation> measure(List<Recommendation> approved, int most, IntConsumer after)
            throws IOException, InterruptedException {
        Set<String> ids =
                new HashSet<>(approved.stream().map(Recommendation::id).toList());
        int runs = 0;
        List<Recommendation> now = of(ids);
        while (runs < most && now.stream().anyMatch(each -> each.status() == Status.MEASURING)) {
            int before = runs;
            runs += round(Math.min(lanes.count() * 2, most - runs), done -> after.accept(before + done))
                    .runs()
                    .size();
            afterwise.recommendations().advance();
            now = of(ids);
        }
        return now;
    }

    private List<Recommendation> of(Set<String> ids) {
        return afterwise.recommendations().list().stream()
                .filter(each -> ids.contains(each.id()))
                .toList();
    }
}
