package dev.afterwise.benchmarks;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.learn.estimates.PlanHistory;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.simulate.Forecast;
import dev.afterwise.plan.simulate.Setup;
import dev.afterwise.plan.simulate.Simulation;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Whether what is foretold of a plan's next run comes: in made-up worlds, each with a history of its own and runs after it. */
final class PlanForecast implements Benchmark {
    private static final Timekeeper TIME = Timekeeper.system();
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int RUNS = 400;
    private static final int AFTERWARDS = 40;

    private final SplittableRandom random = new SplittableRandom(8);

    /** Where each step has its own typical time, scatter and chance of failure. */
    private static final class World {
        final double[] typical = new double[PLAN.steps().size()];
        final double[] scatter = new double[typical.length];
        final double[] failing = new double[typical.length];
        final double together;

        World(double together) {
            this.together = together;
        }
    }

    /** How a run went. */
    private record Went(List<Double> seconds, boolean succeeded) {
        double whole() {
            return Math.max(seconds.get(0), seconds.get(1))
                    + seconds.get(2)
                    + Math.max(seconds.get(3), seconds.get(4))
                    + seconds.get(5);
        }
    }

    private static final Plan PLAN = new Plan(
            "sample",
            List.of(step("a"), step("b"), step("c", "a", "b"), step("d", "c"), step("e", "c"), step("f", "d", "e")));

    private static PlanStep step(String id, String... needs) {
        return PlanStep.of(id, new Body.Command(List.of("true"))).needing(needs);
    }

    @Override
    public String name() {
        return "plan.forecast";
    }

    @Override
    public String compares() {
        return "share of runs whose duration lies where it was foretold for eight of ten, after 10 runs; 0.75 to 0.85 is meant";
    }

    @Override
    public Target target() {
        return Target.atLeast(.75);
    }

    @Override
    public int usualRounds() {
        return 400;
    }

    @Override
    public double measure(Report report, int rounds) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of("runs before", "in 80 %", "within 20 % of p50", "chance of success in 95 %", "ms to foretell"));
        double after10 = 0;
        for (int history : List.of(3, 5, 10, 20, 50, 200)) {
            double[] sums = new double[4];
            for (int round = 0; round < rounds; round++) {
                double[] one = once(history, round);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += one[i] / rounds;
                }
            }
            after10 = history == 10 ? sums[0] : after10;
            rows.add(List.of(
                    Integer.toString(history),
                    percent(sums[0]),
                    percent(sums[1]),
                    percent(sums[2]),
                    Figures.plain(sums[3])));
        }
        report.table(rows);
        return after10;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Whether a duration lies within, whether it is near, whether the chance lies within, and how long it took to say so. */
    private double[] once(int history, int seed) {
        World world = world();
        List<Execution> runs = new ArrayList<>();
        for (int run = 0; run < history; run++) {
            runs.add(recorded(run, went(world)));
        }
        long start = TIME.nanos();
        Forecast forecast = Simulation.of(
                        PLAN,
                        PlanHistory.of(runs).estimates(Map.of()),
                        Setup.STANDARD.withRuns(RUNS).withSeed(seed))
                .forecast();
        double took = (double) (TIME.nanos() - start) / 1e6;
        double low = forecast.seconds().quantile(.1);
        double middle = forecast.seconds().quantile(.5);
        double high = forecast.seconds().quantile(.9);
        int within = 0;
        int near = 0;
        for (int run = 0; run < AFTERWARDS; run++) {
            double seconds = went(world).whole();
            within += seconds >= low && seconds <= high ? 1 : 0;
            near += Math.abs(seconds - middle) <= .2 * middle ? 1 : 0;
        }
        double success = 1;
        for (double failing : world.failing) {
            success *= 1 - failing;
        }
        boolean known = success >= forecast.success().low()
                && success <= forecast.success().high();
        return new double[] {(double) within / AFTERWARDS, (double) near / AFTERWARDS, known ? 1 : 0, took};
    }

    private World world() {
        var world = new World(random.nextDouble(.3));
        for (int step = 0; step < world.typical.length; step++) {
            world.typical[step] = Math.exp(random.nextDouble(-1, 3));
            world.scatter[step] = random.nextDouble(.03, .4);
            world.failing[step] = random.nextInt(2) == 0 ? 0.002 : random.nextDouble(.15);
        }
        return world;
    }

    private Went went(World world) {
        double slow = world.together * random.nextGaussian();
        var seconds = new ArrayList<Double>();
        boolean succeeded = true;
        for (int step = 0; step < world.typical.length; step++) {
            seconds.add(world.typical[step] * Math.exp(slow + world.scatter[step] * random.nextGaussian()));
            succeeded &= random.nextDouble() >= world.failing[step];
        }
        return new Went(seconds, succeeded);
    }

    /** A run that fails does so at the last step, so that every step is measured as often. */
    private Execution recorded(int number, Went went) {
        Instant at = BEGIN.plusSeconds(60L * number);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < went.seconds.size(); i++) {
            steps.add(recorded(at, PLAN.steps().get(i).id(), new Outcome.Succeeded(duration(went.seconds.get(i)))));
        }
        Outcome.Ended ended = new Outcome.Succeeded(duration(went.whole()));
        if (!went.succeeded) {
            Failure failure = Failure.of(FailureClass.CONNECTION, Severity.MEDIUM, Transience.PERMANENT, "x", "gone");
            steps.set(5, recorded(at, "f", new Outcome.Failed(duration(went.seconds.get(5)), failure)));
            ended = new Outcome.Failed(duration(went.whole()), failure);
        }
        var headline = new Headline(
                ExecutionId.at(at, random), Profile.of("sample"), "", at, ended, Usage.NONE, new TreeMap<>());
        return new Execution(headline, About.NOTHING, steps, List.of(), List.of());
    }

    private static Step recorded(Instant at, String id, Outcome outcome) {
        return new Step(
                StepId.named(id),
                null,
                new Action.ToolCall(id, Payload.NONE),
                List.of(new Attempt(1, null, at, outcome, Usage.NONE, Payload.NONE, null)));
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
