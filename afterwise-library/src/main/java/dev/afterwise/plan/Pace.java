package dev.afterwise.plan;

import dev.afterwise.PlanEstimates;
import dev.afterwise.Spread;
import dev.afterwise.StepEstimate;
import dev.afterwise.WayEstimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
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
 * <p>It is a rough answer given often: retries are drawn, but neither fallbacks nor resources, and the time between steps is in it as far as whole runs took longer. Each step has the same luck whenever it is asked, so that the answer
 * moves with the run and not by chance. Immutable.
 */
public final class Pace {
    private static final int DRAWS = 64;
    private static final int STEPS_IN_ALL = 20_000;
    private static final int ENOUGH = 5;
    private static final int MOST_RETRIES = 3;
    private static final double MOST_STRETCH = 1.5;
    private static final double USUAL_SCATTER = .3;
    private static final double HALF_OF_SCATTER = .5;
    private static final double LEAST_TAIL = .1;
    private static final double MOST_OF_TAIL = .98;
    private static final double SHORTEST = 1e-6;

    private static final Seen NOTHING = Seen.of(WayEstimate.UNKNOWN);

    private final Plan plan;
    private final PlanEstimates estimates;
    private final int workers;
    private final Map<String, Seen> seen = new HashMap<>();
    private final double stretch;

    /** What was seen of a step in the way in which it was done most, and how much that scatters. */
    private record Seen(WayEstimate way, List<Double> amounts, double scatter) {
        static Seen of(WayEstimate way) {
            return new Seen(way, way.succeeding().amounts(), Pace.scatter(way.succeeding()));
        }
    }

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
        plan.steps().forEach(step -> seen.put(step.id(), Seen.of(usual(estimates.step(step.id())))));
        this.stretch = stretch();
    }

    /** By how much whole runs took longer than their steps: there is time between steps, too. */
    private double stretch() {
        if (estimates.seconds().size() < ENOUGH) {
            return 1;
        }
        Left whole = played(plan.steps(), Map.of(), 1);
        double steps = whole.seconds().quantile(.5);
        boolean isKnown = whole.unknown() == 0 && steps > 0;
        return isKnown ? Math.clamp(estimates.seconds().quantile(.5) / steps, 1, MOST_STRETCH) : 1;
    }

    /** How many seconds an attempt at the step takes, in the way it was done most; empty if nobody knows. */
    public Spread typical(String step) {
        return seen(step).way.succeeding();
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
        return played(rest, running, stretch);
    }

    private Left played(List<PlanStep> rest, Map<String, Double> running, double stretched) {
        int unknown = (int) rest.stream().filter(step -> isUnknown(step.id())).count();
        if (unknown == rest.size()) {
            return new Left(rest.isEmpty() ? Spread.of(0) : Spread.NOTHING, unknown);
        }
        var seconds = new ArrayList<Double>();
        int draws = Math.clamp(STEPS_IN_ALL / rest.size(), 1, DRAWS);
        for (int draw = 0; draw < draws; draw++) {
            seconds.add(stretched * once(rest, running, draw));
        }
        return new Left(Spread.of(seconds), unknown);
    }

    private Seen seen(String step) {
        return seen.getOrDefault(step, NOTHING);
    }

    /** What was there to be begun and never was, takes nothing. */
    private boolean isUnknown(String step) {
        StepEstimate estimate = estimates.step(step);
        boolean isAlwaysSkipped =
                estimate.begun().tried() > 0 && estimate.begun().worked() == 0;
        return !isAlwaysSkipped && seen(step).amounts.isEmpty();
    }

    private double once(List<PlanStep> rest, Map<String, Double> running, int draw) {
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
        Seen known = seen(step.id());
        WayEstimate way = known.way;
        Double elapsed = running.get(step.id());
        if (elapsed != null) {
            return known.amounts.isEmpty() ? 0 : next(known, elapsed, luck.nextDouble()) - elapsed;
        }
        if (estimate.begun().tried() >= ENOUGH
                && luck.nextDouble() > estimate.begun().rate()) {
            return 0;
        }
        double seconds = 0;
        for (int retry = 0; retry < Math.min(step.retry().max(), MOST_RETRIES) && fails(way, luck); retry++) {
            seconds += way.failing().quantile(luck.nextDouble());
        }
        return known.amounts.isEmpty() ? 0 : seconds + next(known, 0, luck.nextDouble());
    }

    private static boolean fails(WayEstimate way, RandomGenerator luck) {
        return way.attempts().tried() > 0 && luck.nextDouble() > way.attempts().rate();
    }

    /**
     * An amount that may come next, and is more than {@code least}: it is as likely to fall into any of the gaps between those seen, the ends
     * included (Hill, "Posterior distribution of percentiles: Bayes' theorem for sampling from a population", JASA 63, 1968). Beyond
     * the ends it falls off with the scatter of what was seen.
     */
    private static double next(Seen seen, double least, double luck) {
        int first = Collections.binarySearch(seen.amounts, Math.nextUp(least));
        List<Double> above =
                seen.amounts.subList(first < 0 ? -first - 1 : firstOf(seen.amounts, first), seen.amounts.size());
        double place = luck * (above.size() + 1);
        int gap = (int) place;
        double part = place - gap;
        double tail = HALF_OF_SCATTER * seen.scatter;
        if (gap == above.size()) {
            double from = above.isEmpty() ? Math.max(least, seen.amounts.getLast()) : above.getLast();
            double scale = above.isEmpty() ? Math.max(tail, LEAST_TAIL) : tail;
            return from * Math.exp(-scale * Math.log1p(-Math.min(part, MOST_OF_TAIL)));
        }
        double to = above.get(gap);
        double from = gap > 0 ? above.get(gap - 1) : least > 0 ? least : to * Math.exp(-tail);
        return from * Math.pow(to / from, part);
    }

    /** Where the first of those equal to the amount at this place is. */
    private static int firstOf(List<Double> amounts, int place) {
        int first = place;
        while (first > 0 && amounts.get(first - 1).equals(amounts.get(place))) {
            first--;
        }
        return first;
    }

    /** The standard deviation of the logarithm; what is usual, where only one amount was seen. */
    private static double scatter(Spread seen) {
        if (seen.size() < 2) {
            return USUAL_SCATTER;
        }
        double[] logs = seen.amounts().stream()
                .mapToDouble(each -> Math.log(Math.max(each, SHORTEST)))
                .toArray();
        double mean = Arrays.stream(logs).average().orElse(0);
        double squares =
                Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
        return Math.sqrt(squares / (logs.length - 1));
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
