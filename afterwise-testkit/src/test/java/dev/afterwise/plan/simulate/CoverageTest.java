package dev.afterwise.plan.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.PlanEstimates;
import dev.afterwise.Profile;
import dev.afterwise.Spread;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.learn.estimates.PlanHistory;
import dev.afterwise.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whether what was foretold comes: in many worlds, each with a history of its own and a run after it. */
class CoverageTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int WORLDS = 150;
    private static final Plan PLAN = SimulationTest.plan(
            SimulationTest.step("a"),
            SimulationTest.step("b"),
            SimulationTest.step("c", "a", "b"),
            SimulationTest.step("d", "c"));

    private final SplittableRandom random = new SplittableRandom(5);

    /** How long the steps of a run take. */
    private interface World {
        double[] seconds();
    }

    @Test
    void eightRunsOfTenTakeAsLongAsForetoldAfterFiveRuns() {
        assertThat(covered(5, this::scattered)).isBetween(.70, .90);
    }

    @Test
    void eightRunsOfTenTakeAsLongAsForetoldAfterTwentyRuns() {
        assertThat(covered(20, this::scattered)).isBetween(.72, .88);
    }

    @Test
    void eightRunsOfTenTakeAsLongAsForetoldWhereSomeAreSlowThroughout() {
        assertThat(covered(30, this::together)).isBetween(.70, .88);
    }

    @Test
    void eightRunsOfTenTakeAsLongAsForetoldWhereSomeStepsAreNowAndThenMuchLonger() {
        assertThat(covered(40, this::heavy)).isBetween(.72, .90);
    }

    private double covered(int history, Supplier<World> worlds) {
        int covered = 0;
        for (int i = 0; i < WORLDS; i++) {
            World world = worlds.get();
            List<Execution> runs = new ArrayList<>();
            for (int run = 0; run < history; run++) {
                runs.add(run(run, world.seconds()));
            }
            PlanEstimates estimates = PlanHistory.of(runs).estimates(Map.of());
            Setup setup = Setup.STANDARD.withRuns(300).withSeed(i);
            var seconds = new ArrayList<Double>();
            Simulation.of(PLAN, estimates, setup).play(played -> {
                if (played.succeeded()) {
                    seconds.add(played.play().now);
                }
            });
            Spread foretold = Spread.of(seconds);
            double actual = whole(world.seconds());
            covered += actual >= foretold.quantile(.1) && actual <= foretold.quantile(.9) ? 1 : 0;
        }
        return (double) covered / WORLDS;
    }

    private static double whole(double... seconds) {
        return Math.max(seconds[0], seconds[1]) + seconds[2] + seconds[3];
    }

    private World scattered() {
        double[] scatter = {random.nextDouble(.05, .6), random.nextDouble(.05, .6), random.nextDouble(.05, .6), .3};
        double[] typical = {random.nextDouble(1, 9), random.nextDouble(1, 9), random.nextDouble(1, 9), 5};
        return () -> {
            double[] seconds = new double[4];
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] = typical[i] * Math.exp(scatter[i] * random.nextGaussian());
            }
            return seconds;
        };
    }

    private World together() {
        World own = scattered();
        return () -> {
            double slow = Math.exp(.4 * random.nextGaussian());
            double[] seconds = own.seconds();
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] *= slow;
            }
            return seconds;
        };
    }

    private World heavy() {
        World own = scattered();
        return () -> {
            double[] seconds = own.seconds();
            seconds[2] *= random.nextInt(5) == 0 ? 4 : 1;
            return seconds;
        };
    }

    private Execution run(int number, double... seconds) {
        Instant at = BEGIN.plusSeconds(60L * number);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < seconds.length; i++) {
            String id = String.valueOf((char) ('a' + i));
            var took = new Outcome.Succeeded(Duration.ofNanos((long) (seconds[i] * 1e9)));
            steps.add(new Step(
                    StepId.named(id),
                    null,
                    new Action.ToolCall(id, Payload.NONE),
                    List.of(new Attempt(1, null, at, took, Usage.NONE, Payload.NONE, null))));
        }
        var headline = new Headline(
                ExecutionId.at(at, random),
                Profile.of("sample"),
                "",
                at,
                new Outcome.Succeeded(Duration.ofNanos((long) (whole(seconds) * 1e9))),
                Usage.NONE,
                new TreeMap<>());
        return new Execution(headline, About.NOTHING, steps, List.of(), List.of());
    }
}
