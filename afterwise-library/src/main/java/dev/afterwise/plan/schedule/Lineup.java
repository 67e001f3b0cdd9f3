package dev.afterwise.plan.schedule;

import dev.afterwise.plan.Order;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * The order in which the steps of a plan are to take places, so that it is done soon, and when each of them would begin if all took as
 * long as expected and succeeded. An immutable value.
 */
public final class Lineup {
    /** What a step is expected to take if nothing is known of any, in seconds. */
    private static final double NOTHING_KNOWN = 1;

    private final Plan plan;
    private final Workload work;
    private final double[] seconds;
    private final double[] urgency;
    private final Timetable table;
    private final double firstCome;

    private Lineup(Plan plan, Workload work, double[] seconds, double[] urgency, Timetable table, double firstCome) {
        this.plan = plan;
        this.work = work;
        this.seconds = seconds;
        this.urgency = urgency;
        this.table = table;
        this.firstCome = firstCome;
    }

    /**
     * The best order that is found; by the durations given it is never worse than first come, first served.
     *
     * @param seconds how long steps are expected to take, by their ids; one that isn't there as long as the typical one that is
     * @param workers how many attempts can be made at once
     * @param more asked before each further timetable that is looked at
     */
    public static Lineup of(Plan plan, Map<String, Double> seconds, int workers, BooleanSupplier more) {
        Workload work = workload(plan, workers);
        double[] expected = expected(plan, seconds);
        // A seed of its own: the same plan is always put in the same order, as long as the search is as long.
        double[] urgency = Urgency.of(
                work, expected, more, new SplittableRandom(plan.steps().size()));
        return new Lineup(
                plan,
                work,
                expected,
                urgency,
                Timetable.of(work, expected, urgency),
                Timetable.firstCome(work, expected).end());
    }

    /** The steps as pieces of work, by their places in the plan: each takes a place, but for those that only wait. */
    public static Workload workload(Plan plan, int workers) {
        Map<String, Integer> places = new HashMap<>();
        Map<String, Integer> resources = new LinkedHashMap<>();
        List<Integer> capacities = new ArrayList<>(List.of(workers));
        List<List<Integer>> needs = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        for (PlanStep step : plan.steps()) {
            places.put(step.id(), places.size());
            needs.add(step.needs().stream().map(places::get).toList());
            for (String resource : step.uses().keySet()) {
                if (resources.putIfAbsent(resource, capacities.size()) == null) {
                    capacities.add(plan.capacity(resource));
                }
            }
            claims.add(claim(step, workers, resources));
        }
        return Workload.of(Dag.of(needs), capacities, claims);
    }

    private static Claim claim(PlanStep step, int workers, Map<String, Integer> resources) {
        var amounts = new TreeMap<Integer, Integer>();
        step.uses().forEach((resource, amount) -> amounts.put(resources.getOrDefault(resource, -1), amount));
        if (!step.parallel()) {
            amounts.put(Workload.WORKERS, workers);
        } else if (step.among().getFirst().body().isWork()) {
            amounts.put(Workload.WORKERS, 1);
        }
        return new Claim(amounts, step.priority());
    }

    private static double[] expected(Plan plan, Map<String, Double> seconds) {
        double[] known = plan.steps().stream()
                .filter(step -> seconds.containsKey(step.id()))
                .mapToDouble(step -> seconds.getOrDefault(step.id(), NOTHING_KNOWN))
                .sorted()
                .toArray();
        double typical = known.length == 0 ? NOTHING_KNOWN : known[known.length / 2];
        return plan.steps().stream()
                .mapToDouble(step -> Math.max(0, seconds.getOrDefault(step.id(), typical)))
                .toArray();
    }

    /** What the runner goes by. */
    public Order order() {
        var urgencies = new TreeMap<String, Double>();
        if (Arrays.stream(urgency).anyMatch(each -> each != 0)) {
            for (int place = 0; place < urgency.length; place++) {
                urgencies.put(plan.steps().get(place).id(), urgency[place]);
            }
        }
        return new Order(urgencies);
    }

    /** When each step would begin, in seconds after the beginning of the run; in the order of the plan. */
    public List<Double> begins() {
        return Arrays.stream(table.begins()).boxed().toList();
    }

    /** What each step is expected to take, in seconds; in the order of the plan. */
    public List<Double> seconds() {
        return Arrays.stream(seconds).boxed().toList();
    }

    /** When all would be done, in seconds after the beginning. */
    public double end() {
        return table.end();
    }

    /** When all would be done in the order in which steps become ready. */
    public double firstCome() {
        return firstCome;
    }

    /** The steps of the longest path, first to last: if one of these takes longer, so does the run, however many workers there are. */
    public List<String> longestPath() {
        Dag dag = work.dag();
        double[] ranks = dag.ranks(seconds);
        var path = new ArrayList<String>();
        int[] next = IntStream.range(0, ranks.length)
                .filter(piece -> dag.needs(piece) == 0)
                .toArray();
        while (next.length > 0) {
            int longest = next[0];
            for (int piece : next) {
                longest = ranks[piece] > ranks[longest] ? piece : longest;
            }
            path.add(plan.steps().get(longest).id());
            next = dag.after(longest);
        }
        return path;
    }
}
