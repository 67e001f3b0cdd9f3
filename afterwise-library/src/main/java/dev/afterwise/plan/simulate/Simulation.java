package dev.afterwise.plan.simulate;

import dev.afterwise.PlanEstimates;
import dev.afterwise.Spread;
import dev.afterwise.WayEstimate.Spending;
import dev.afterwise.plan.Order;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.schedule.Lineup;
import dev.afterwise.plan.schedule.Urgency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Plays runs of a plan, and tells how they went.
 *
 * <p>The runs are played in worlds that the estimates allow, {@value #RUNS_PER_WORLD} in each: chances are drawn from a beta
 * distribution, durations by {@link Gaps weighing anew} what was seen. So the forecast's quantiles hold both what differs from run to run
 * and what isn't known yet, and the chance of success comes with how much of it is {@link Doubt}. Recovery budgets and circuit breakers are left out.
 *
 * <p>Which steps the end waits for is followed backwards from the last one: to the step whose end let it begin, because it was needed
 * or gave back its place. How much time the end waits for a step is also how much faster a run gets if the step does: the
 * derivative of the one by the other (infinitesimal perturbation analysis: Ho and Cao, "Perturbation analysis and optimization
 * of queueing networks", Journal of Optimization Theory and Applications 40, 1983).
 */
public final class Simulation {
    private static final int RUNS_PER_WORLD = 10;

    private static final Doubt.Extent DOUBTED = new Doubt.Extent(100, 5, 7);
    private static final Doubt.Extent DOUBTED_OF_LARGE = new Doubt.Extent(16, 2, 5);

    /** How many orders are tried for one that is better; the same number as a run spends little time on. */
    private static final int ORDERS = 30;

    /** Large plans are played less often, so that all steps of all runs are not more than this. */
    private static final int MOST_STEPS = 4_000_000;

    private final PlanModel model;
    private final Setup setup;
    private final double[] urgency;
    private final int[][] takes;

    private Simulation(PlanModel model, Setup setup, double[] urgency) {
        this.model = model;
        this.setup = setup;
        this.urgency = urgency;
        this.takes = model.steps.stream().map(model::takes).toArray(int[][]::new);
    }

    /** In the order that a run would take by these estimates. */
    public static Simulation of(Plan plan, PlanEstimates estimates, Setup setup) {
        var model = new PlanModel(plan, estimates, setup);
        Order order = plan.steps().isEmpty()
                ? Order.FIRST_COME
                : Lineup.of(plan, expected(model, setup), setup.workers(), Urgency.tries(ORDERS))
                        .order();
        return of(model, setup, order);
    }

    /** How long each step is expected to take, in seconds: what its order goes by. */
    public static Map<String, Double> expected(Plan plan, PlanEstimates estimates, Setup setup) {
        return expected(new PlanModel(plan, estimates, setup), setup);
    }

    private static Map<String, Double> expected(PlanModel model, Setup setup) {
        Map<String, Double> seconds = new HashMap<>();
        model.steps.forEach(step -> seconds.put(step.step.id(), step.likely(setup.policy())));
        return seconds;
    }

    /** In this order. */
    public static Simulation of(Plan plan, PlanEstimates estimates, Setup setup, Order order) {
        return of(new PlanModel(plan, estimates, setup), setup, order);
    }

    private static Simulation of(PlanModel model, Setup setup, Order order) {
        double[] urgency = model.steps.stream()
                .mapToDouble(step -> order.urgency(step.step.id()))
                .toArray();
        return new Simulation(model, setup, urgency);
    }

    /** How many runs are played. */
    int runs() {
        return Math.clamp(MOST_STEPS / Math.max(1, model.steps.size()), 10, setup.runs());
    }

    int worlds() {
        return (runs() + RUNS_PER_WORLD - 1) / RUNS_PER_WORLD;
    }

    static int world(int run) {
        return run / RUNS_PER_WORLD;
    }

    /** What is played to know how much there is to doubt. */
    Doubt.Extent doubted() {
        return MOST_STEPS / Math.max(1, model.steps.size()) >= DOUBTED.worlds() * DOUBTED.all()
                ? DOUBTED
                : DOUBTED_OF_LARGE;
    }

    /** Plays all runs, one after another. */
    void play(Consumer<Played> each) {
        World world = new World(setup.seed(), 0);
        for (int run = 0; run < runs(); run++) {
            world = world(run) == world.number ? world : new World(setup.seed(), world(run));
            each.accept(play(world, run));
        }
    }

    Played play(World world, int run) {
        return new Played(run, new Play(model, takes, urgency, world, setup, run, 0).played());
    }

    /** A stroke of luck that belongs to a set. */
    Played play(World world, int stroke, Doubt.Extent extent) {
        return new Played(stroke, new Play(model, takes, urgency, world, setup, stroke, extent.strokes()).played());
    }

    /** A run that was played. */
    record Played(int run, Play play) {
        boolean succeeded() {
            return !waits() && !play.isOverBudget && play.failedBy() == null;
        }

        boolean waits() {
            for (Play.State state : play.states) {
                if (state == Play.State.WAITING) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Plays all runs, and sums up. */
    public Forecast forecast() {
        Doubt.Extent extent = doubted();
        var doubt = new Doubt(extent);
        for (int number = 0; number < extent.worlds(); number++) {
            World world = new World(setup.seed(), number);
            for (int stroke = 0; stroke < extent.all(); stroke++) {
                doubt.add(number, stroke, play(world, stroke, extent).succeeded() ? 1 : 0);
            }
        }
        return forecast(doubt, played -> {});
    }

    /** Plays all runs, and sums up; somebody else looks at each of them, too. */
    Forecast forecast(Doubt ofSuccess, Consumer<Played> also) {
        var success = new Mean(worlds());
        var sums = new Sums(model.steps.size());
        int[] peaks = new int[model.capacities.length];
        List<Double> seconds = new ArrayList<>();
        List<Double> dollars = new ArrayList<>();
        List<Double> tokens = new ArrayList<>();
        List<Double> calls = new ArrayList<>();
        int[] waiting = {0};
        play(played -> {
            Play play = played.play();
            success.add(world(played.run()), played.succeeded() ? 1 : 0);
            if (played.succeeded()) {
                seconds.add(play.now);
            }
            waiting[0] += played.waits() ? 1 : 0;
            dollars.add(play.dollars);
            tokens.add(play.tokens);
            calls.add(play.calls);
            for (int i = 0; i < peaks.length; i++) {
                peaks[i] = Math.max(peaks[i], play.peaks[i]);
            }
            sums.add(play);
            also.accept(played);
        });
        var byResource = new TreeMap<String, Integer>();
        byResource.put(Forecast.WORKERS, peaks[0]);
        for (int i = 1; i < peaks.length; i++) {
            byResource.put(model.resources.get(i - 1), peaks[i]);
        }
        var steps = new LinkedHashMap<String, StepForecast>();
        model.steps.forEach(step -> steps.put(step.step.id(), sums.forecast(step, runs())));
        return new Forecast(
                runs(),
                ofSuccess.about(success, 0, 1),
                (double) waiting[0] / runs(),
                Spread.of(seconds),
                new Spending(measured(dollars), measured(tokens), measured(calls)),
                steps,
                byResource);
    }

    private static Spread measured(List<Double> amounts) {
        return amounts.stream().anyMatch(each -> each > 0) ? Spread.of(amounts) : Spread.NOTHING;
    }
}
