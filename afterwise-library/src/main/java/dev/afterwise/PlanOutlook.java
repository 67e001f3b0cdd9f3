package dev.afterwise;

import dev.afterwise.plan.Alternative;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Of fewer attempts nothing is concluded. */
    private static final int ENOUGH = 5;

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
            likeThose(plan, seconds, seen);
            // What is over delays nobody any more.
            seen.keySet().forEach(step -> seconds.put(step, 0.0));
            return Lineup.of(plan, seconds, places, Urgency.within(SEARCH, time))
                    .order();
        } catch (RuntimeException e) {
            // A run doesn't fail because its steps can't be put in the best order.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The steps of the plan (%s) begin as they are ready.".formatted(plan.name()),
                    e);
            return Order.FIRST_COME;
        }
    }

    /** Steps that call what others called in this run will be slower or faster by as much as those were. */
    private static void likeThose(Plan plan, Map<String, Double> seconds, Map<String, Duration> seen) {
        Map<String, List<Double>> ratios = new HashMap<>();
        for (PlanStep step : plan.steps()) {
            double took = (double) seen.getOrDefault(step.id(), Duration.ZERO).toNanos() / 1e9;
            double usual = seconds.getOrDefault(step.id(), 0.0);
            if (step.component() != null && took > 0 && usual > 0) {
                ratios.computeIfAbsent(step.component(), ignored -> new ArrayList<>())
                        .add(took / usual);
            }
        }
        for (PlanStep step : plan.steps()) {
            List<Double> like = step.component() == null
                    ? List.of()
                    : ratios.getOrDefault(step.component(), List.of()).stream()
                            .sorted()
                            .toList();
            if (!like.isEmpty()) {
                seconds.computeIfPresent(step.id(), (id, usual) -> usual * like.get(like.size() / 2));
            }
        }
    }

    @Override
    public Optional<Expected> expected(Plan plan, PlanStep step, String agent) {
        return known(plan)
                .map(estimates -> estimates.step(step.id()).way(agent))
                .filter(way -> way.sample() >= ENOUGH && !way.succeeding().isEmpty())
                .map(way -> new Expected(
                        seconds(way.succeeding().quantile(.1)),
                        seconds(way.succeeding().quantile(.9))));
    }

    /** By how often attempts succeeded, drawn towards one half, and among those alike by how long they take. */
    @Override
    public List<String> ranked(Plan plan, PlanStep step) {
        return known(plan)
                .map(estimates -> estimates.step(step.id()))
                .filter(known -> step.among().stream()
                        .allMatch(way -> known.way(way.agent()).sample() >= ENOUGH))
                .map(known -> step.among().stream()
                        .map(Alternative::agent)
                        .sorted(Comparator.comparingDouble((String agent) -> -chance(known.way(agent)))
                                .thenComparingDouble(agent -> known.way(agent).likely()))
                        .toList())
                .orElse(List.of());
    }

    private static double chance(WayEstimate way) {
        return (double) (way.attempts().worked() + 1) / (double) (way.attempts().tried() + 2);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** What is known of a plan; empty if it can't be read. */
    private Optional<PlanEstimates> known(Plan plan) {
        try {
            return Optional.of(known.computeIfAbsent(plan.name(), name -> history.apply(plan)));
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "What is known of the plan (%s) can't be read.".formatted(plan.name()),
                    e);
            return Optional.empty();
        }
    }

    /** Whether steps may have to wait for each other, though none needs the other. */
    private static boolean mayWait(Plan plan, int places) {
        return chains(plan) > places
                || plan.steps().stream()
                        .anyMatch(step -> !step.parallel() || !step.uses().isEmpty());
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
