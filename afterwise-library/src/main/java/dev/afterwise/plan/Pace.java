package dev.afterwise.plan;

import dev.afterwise.PlanEstimates;
import dev.afterwise.Spread;
import dev.afterwise.StepEstimate;
import dev.afterwise.WayEstimate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How long a run still takes, while it goes on: the steps that are not over are played through many times, each with a duration drawn from those
 * that were seen, a running one from those that were longer than it has taken by now.
 *
 * <p>It is a rough answer given often: retries are drawn, but neither fallbacks nor resources. Each step has the same luck whenever it is asked, so that the answer
 * moves with the run and not by chance. Immutable.
 */
public final class Pace {
    private static final int DRAWS = 64;
    private static final int STEPS_IN_ALL = 64_000;
    private static final int ENOUGH = 5;
    private static final int MOST_RETRIES = 3;

    private final Plan plan;
    private final PlanEstimates estimates;
    private final int workers;

    /**
     * How long it still takes.
     *
     * @param seconds one for each time it was played through; empty if nothing is known of what is left
     * @param unknown how many of the steps that are left nobody knows anything about; they were taken for nothing
     */
    public record Left(Spread seconds, int unknown) {}

    /** A step that ends at some time; the earlier one first. */
    private record Ending(double at, String step) {}

    /** @param workers how many steps may run at once */
    public Pace(Plan plan, PlanEstimates estimates, int workers) {
        this.plan = plan;
        this.estimates = estimates;
        this.workers = workers;
    }

    /** How many seconds an attempt at the step takes, in the way it was done most; empty if nobody knows. */
    public Spread typical(String step) {
        return usual(estimates.step(step)).succeeding();
    }

    /**
     * How long it takes from here.
     *
     * @param over the steps that are behind it, however they ended
     * @param running for how many seconds the running ones have been
     */
    public Left left(Set<String> over, Map<String, Double> running) {
        List<PlanStep> rest =
                plan.steps().stream().filter(step -> !over.contains(step.id())).toList();
        int unknown = (int) rest.stream().filter(step -> isUnknown(step.id())).count();
        if (unknown == rest.size()) {
            return new Left(rest.isEmpty() ? Spread.of(0) : Spread.NOTHING, unknown);
        }
        var seconds = new ArrayList<Double>();
        int draws = Math.clamp(STEPS_IN_ALL / rest.size(), 1, DRAWS);
        for (int draw = 0; draw < draws; draw++) {
            seconds.add(played(rest, running, draw));
        }
        return new Left(Spread.of(seconds), unknown);
    }

    /** What was there to be begun and never was, takes nothing. */
    private boolean isUnknown(String step) {
        StepEstimate estimate = estimates.step(step);
        boolean isAlwaysSkipped =
                estimate.begun().tried() > 0 && estimate.begun().worked() == 0;
        return !isAlwaysSkipped && usual(estimate).succeeding().isEmpty();
    }

    private double played(List<PlanStep> rest, Map<String, Double> running, int draw) {
        Map<String, Integer> lacking = new HashMap<>();
        Map<String, List<PlanStep>> after = new HashMap<>();
        rest.forEach(step -> lacking.put(step.id(), 0));
        for (PlanStep step : rest) {
            for (String need : step.needs()) {
                if (lacking.containsKey(need)) {
                    lacking.merge(step.id(), 1, Integer::sum);
                    after.computeIfAbsent(need, ignored -> new ArrayList<>()).add(step);
                }
            }
        }
        var ready = new PriorityQueue<Integer>();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < rest.size(); i++) {
            places.put(rest.get(i).id(), i);
            if (lacking.getOrDefault(rest.get(i).id(), 0) == 0) {
                // What runs already has its place.
                ready.add(running.containsKey(rest.get(i).id()) ? i - rest.size() : i);
            }
        }
        var going = new PriorityQueue<Ending>(Comparator.comparingDouble(Ending::at));
        double now = 0;
        while (!ready.isEmpty() || !going.isEmpty()) {
            while (!ready.isEmpty() && going.size() < workers) {
                PlanStep step = rest.get(Math.floorMod(ready.remove(), rest.size()));
                going.add(new Ending(now + drawn(step, running, draw), step.id()));
            }
            Ending next = going.remove();
            now = next.at;
            for (PlanStep step : after.getOrDefault(next.step, List.of())) {
                if (lacking.merge(step.id(), -1, Integer::sum) == 0) {
                    ready.add(places.getOrDefault(step.id(), 0));
                }
            }
        }
        return now;
    }

    private double drawn(PlanStep step, Map<String, Double> running, int draw) {
        var luck = new SplittableRandom(31L * step.id().hashCode() + draw);
        StepEstimate estimate = estimates.step(step.id());
        WayEstimate way = usual(estimate);
        Double elapsed = running.get(step.id());
        if (elapsed != null) {
            return longer(way.succeeding(), elapsed, luck.nextDouble());
        }
        if (estimate.begun().tried() >= ENOUGH
                && luck.nextDouble() > estimate.begun().rate()) {
            return 0;
        }
        double seconds = 0;
        for (int retry = 0; retry < Math.min(step.retry().max(), MOST_RETRIES) && fails(way, luck); retry++) {
            seconds += way.failing().quantile(luck.nextDouble());
        }
        return seconds + way.succeeding().quantile(luck.nextDouble());
    }

    private static boolean fails(WayEstimate way, RandomGenerator luck) {
        return way.attempts().tried() > 0 && luck.nextDouble() > way.attempts().rate();
    }

    /** What is left of what took longer than so many seconds. If nothing ever did, it takes up to half as long again. */
    private static double longer(Spread seen, double elapsed, double luck) {
        List<Double> longer =
                seen.amounts().stream().filter(each -> each > elapsed).toList();
        return longer.isEmpty()
                ? seen.isEmpty() ? 0 : elapsed * luck / 2
                : Spread.of(longer).quantile(luck) - elapsed;
    }

    /** The way that was taken most often. */
    private static WayEstimate usual(StepEstimate estimate) {
        Collection<WayEstimate> ways = estimate.ways().values();
        return ways.stream()
                .filter(way -> !way.succeeding().isEmpty())
                .max(Comparator.comparingLong(WayEstimate::sample))
                .orElse(WayEstimate.UNKNOWN);
    }
}
