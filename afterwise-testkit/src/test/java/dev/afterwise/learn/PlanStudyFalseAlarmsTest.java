package dev.afterwise.learn;

import static dev.afterwise.Transience.PERMANENT;
import static dev.afterwise.Transience.TRANSIENT;
import static dev.afterwise.learn.PlanRuns.failed;
import static dev.afterwise.learn.PlanRuns.flaky;
import static dev.afterwise.learn.PlanRuns.skewed;
import static dev.afterwise.learn.PlanRuns.succeeded;
import static dev.afterwise.learn.PlanRuns.timedOut;
import static dev.afterwise.learn.PlanRuns.upTo;

import dev.afterwise.Outcome;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanStudyFalseAlarmsTest {
    private static final int RUNS = 60;

    private static void staysSilent(String where, int runs, Function<RandomGenerator, PlanRuns> plan) {
        FalseAlarms.areRare(where, random -> {
            var made = plan.apply(random).runs(random, runs);
            return !new PlanStudy().recommend(made).isEmpty();
        });
    }

    private static PlanRuns steps(int count, PlanRuns.Play play) {
        var plan = new PlanRuns("nightly");
        for (int i = 0; i < count; i++) {
            plan.with("step" + i, play);
        }
        return plan;
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, .8, .97})
    void threeEqualAgentsOfTenSteps(double rate) {
        staysSilent(
                "equal agents at " + rate,
                RUNS,
                random -> steps(10, upTo(1, (chance, run, agent) -> flaky(chance, rate, PERMANENT), "a", "b", "c")));
    }

    @Test
    void twoEqualAgentsOfOneStepWithWildlySkewedLatencies() {
        staysSilent(
                "skewed latencies",
                RUNS,
                random -> steps(1, upTo(1, (chance, run, agent) -> succeeded(skewed(chance, 1, 2)), "a", "b")));
    }

    @Test
    void equalAgentsInRunsThatFailTogether() {
        staysSilent("bursts", RUNS, random -> {
            boolean[] bad = new boolean[RUNS];
            for (int i = 0; i < RUNS; i++) {
                bad[i] = i % 8 == 0 ? random.nextDouble() < .3 : bad[i - 1];
            }
            return steps(
                    3,
                    upTo(
                            1,
                            (chance, run, agent) -> bad[run] ? failed(PERMANENT) : flaky(chance, .95, PERMANENT),
                            "a",
                            "b"));
        });
    }

    @Test
    void failuresThatStay() {
        staysSilent(
                "permanent failures",
                RUNS,
                random -> steps(10, upTo(1, (chance, run, agent) -> flaky(chance, .7, PERMANENT))));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 150})
    void anOutage(int runs) {
        staysSilent("an outage in " + runs, runs, random -> {
            int length = 3 + random.nextInt(runs / 4);
            int from = random.nextInt(runs - length);
            return steps(
                    1,
                    upTo(
                            1,
                            (chance, run, agent) ->
                                    run >= from && run < from + length ? failed(TRANSIENT) : succeeded(1)));
        });
    }

    @Test
    void retriesThatNeverHelp() {
        staysSilent("useless retries", RUNS, random -> {
            boolean[] bad = new boolean[RUNS];
            for (int i = 0; i < RUNS; i++) {
                bad[i] = random.nextDouble() < .35;
            }
            return steps(1, upTo(2, (chance, run, agent) -> bad[run] ? failed(TRANSIENT) : succeeded(1)));
        });
    }

    @Test
    void failuresTooRareToBeWorthARetry() {
        staysSilent(
                "rare failures",
                RUNS,
                random -> steps(10, upTo(1, (chance, run, agent) -> flaky(chance, .97, TRANSIENT))));
    }

    @Test
    void limitsThatCutOffTheSlowEndOfSkewedLatencies() {
        staysSilent(
                "a slow end",
                200,
                random -> steps(5, upTo(1, (chance, run, agent) -> within(skewed(chance, .1, 1.6), 3))));
    }

    @Test
    void limitsThatCutOffAParetoTail() {
        staysSilent(
                "a Pareto tail",
                200,
                random -> steps(5, upTo(1, (chance, run, agent) -> within(.05 / (1 - chance.nextDouble()), 3))));
    }

    private static Outcome within(double seconds, double limit) {
        return seconds < limit ? succeeded(seconds) : timedOut(limit);
    }
}
