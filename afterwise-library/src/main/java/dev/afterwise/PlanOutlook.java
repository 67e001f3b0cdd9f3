package dev.afterwise;

import dev.afterwise.plan.Order;
import dev.afterwise.plan.Outlook;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.schedule.Lineup;
import dev.afterwise.plan.schedule.Urgency;
import dev.afterwise.plan.simulate.Setup;
import dev.afterwise.plan.simulate.Simulation;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The order in which the steps of a plan begin, by how long they took in the newest runs. History is read only where steps may have to
 * wait for places, and once for a plan. Safe for use by many threads.
 */
final class PlanOutlook implements Outlook {
    /** As long as a better order is looked for than that by the longest path. */
    private static final Duration SEARCH = Duration.ofMillis(20);

    private static final System.Logger LOG = System.getLogger(PlanOutlook.class.getName());

    private final Function<Plan, PlanEstimates> history;
    private final Policy policy;
    private final Timekeeper time;
    private final Map<String, PlanEstimates> known = new ConcurrentHashMap<>();

    /** @param history what to expect of the steps of a plan */
    PlanOutlook(Function<Plan, PlanEstimates> history, Policy policy, Timekeeper time) {
        this.history = history;
        this.policy = policy;
        this.time = time;
    }

    @Override
    public Order order(Plan plan, int places, Map<String, Duration> seen) {
        if (!mayWait(plan, places)) {
            return Order.FIRST_COME;
        }
        try {
            PlanEstimates estimates = known.computeIfAbsent(plan.name(), name -> history.apply(plan));
            Map<String, Double> seconds = new HashMap<>(Simulation.expected(
                    plan, estimates, Setup.STANDARD.withWorkers(places).withPolicy(policy)));
            // What is over delays nobody any more.
            seen.keySet().forEach(step -> seconds.put(step, 0.0));
            return Lineup.of(plan, seconds, places, Urgency.within(SEARCH, time)).order();
        } catch (RuntimeException e) {
            // A run doesn't fail because its steps can't be put in the best order.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The steps of the plan (%s) begin as they are ready.".formatted(plan.name()),
                    e);
            return Order.FIRST_COME;
        }
    }

    /** Whether steps may have to wait for each other, though none needs the other. */
    private static boolean mayWait(Plan plan, int places) {
        return chains(plan) > places
                || plan.steps().stream().anyMatch(step -> !step.parallel() || !step.uses().isEmpty());
    }

    /** How many chains the steps can be put in, of which each needs the one before it: at most so many of them are ready at once. */
    private static int chains(Plan plan) {
        Set<String> last = new HashSet<>();
        for (PlanStep step : plan.steps()) {
            step.needs().stream().filter(last::contains).findFirst().ifPresent(last::remove);
            last.add(step.id());
        }
        return last.size();
    }
}
