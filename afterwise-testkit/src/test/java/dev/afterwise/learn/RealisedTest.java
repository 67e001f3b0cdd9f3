package dev.afterwise.learn;

import static dev.afterwise.Transience.PERMANENT;
import static dev.afterwise.Transience.TRANSIENT;
import static dev.afterwise.learn.PlanRuns.flaky;
import static dev.afterwise.learn.PlanRuns.skewed;
import static dev.afterwise.learn.PlanRuns.succeeded;
import static dev.afterwise.learn.PlanRuns.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.afterwise.Change;
import dev.afterwise.Execution;
import dev.afterwise.Measure;
import dev.afterwise.Subject;
import dev.afterwise.learn.stats.Interval;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RealisedTest {
    private static final Subject STEP = Subject.step("nightly", "step");
    private static final Change RETRY = new Change.RetryUpTo(STEP, 3);
    private static final Change PREFER = new Change.PreferAgent(STEP, "quick");
    private static final Change STOP = new Change.TimeOutAfter(STEP, Duration.ofSeconds(1));

    private static List<Execution> runs(int count, int seed, PlanRuns.Play play) {
        return new PlanRuns("nightly").with("step", play).runs(new SplittableRandom(seed), count);
    }

    private static PlanRuns.Play flakyStep(int attempts, double rate) {
        return upTo(attempts, (random, run, agent) -> flaky(random, rate, TRANSIENT));
    }

    private static PlanRuns.Play taking(double shortest, double spread) {
        return upTo(1, (random, run, agent) -> succeeded(skewed(random, shortest, spread)));
    }

    private static Realised.Measured measured(Realised realised) {
        assertThat(realised).isInstanceOf(Realised.Measured.class);
        return (Realised.Measured) realised;
    }

    private static long of300(IntPredicate holds) {
        return IntStream.range(0, 300).filter(holds).count();
    }

    @Test
    void retriesAreMeasuredByHowStepsEnd() {
        var measured = measured(Realised.of(
                RETRY, Measure.SUCCESS_RATE, runs(200, 1, flakyStep(1, .6)), runs(200, 2, flakyStep(3, .6))));
        assertThat(measured.before()).isEqualTo(200);
        assertThat(measured.after()).isEqualTo(200);
        assertThat(measured.gain()).isCloseTo(.336, within(.1));
        assertThat(measured.interval().low()).isPositive();
    }

    @Test
    void aPreferenceIsMeasuredByFirstAttempts() {
        var measured = measured(Realised.of(
                PREFER, Measure.SUCCESS_RATE, runs(200, 1, flakyStep(5, .5)), runs(200, 2, flakyStep(5, .9))));
        assertThat(measured.gain()).isCloseTo(.4, within(.1));
    }

    @Test
    void timeIsMeasuredByWhatARunSpendsInTheStep() {
        var measured = measured(
                Realised.of(STOP, Measure.SECONDS_PER_RUN, runs(200, 1, taking(2, .1)), runs(200, 2, taking(1, .1))));
        assertThat(measured.gain()).isCloseTo(1, within(.2));
        assertThat(measured.interval().contains(measured.gain())).isTrue();
        assertThat(measured.interval().low()).isPositive();
    }

    @Test
    void whereNothingChangedAGainOrLossIsSeenInAboutOneOfTwenty() {
        assertThat(of300(seed -> !measured(Realised.of(
                                RETRY,
                                Measure.SUCCESS_RATE,
                                runs(40, seed, flakyStep(1, .7)),
                                runs(40, seed + 1_000, flakyStep(1, .7))))
                        .interval()
                        .contains(0)))
                .isLessThanOrEqualTo(27);
        assertThat(of300(seed -> !measured(Realised.of(
                                STOP,
                                Measure.SECONDS_PER_RUN,
                                runs(40, seed, taking(1, .2)),
                                runs(40, seed + 1_000, taking(1, .2))))
                        .interval()
                        .contains(0)))
                .isLessThanOrEqualTo(27);
    }

    @Test
    void tenRunsAreNeededOnBothSides() {
        assertThat(Realised.of(
                        RETRY, Measure.SUCCESS_RATE, runs(9, 1, flakyStep(1, .5)), runs(500, 2, flakyStep(1, .5))))
                .isEqualTo(new Realised.TooLittle(9, 500));
        assertThat(Realised.of(STOP, Measure.SECONDS_PER_RUN, runs(10, 1, taking(1, .1)), List.of()))
                .isEqualTo(new Realised.TooLittle(10, 0));
    }

    @Test
    void whatIsAlwaysTheSameHasAnIntervalWithoutWidth() {
        var always = upTo(1, (random, run, agent) -> succeeded(2));
        assertThat(Realised.of(STOP, Measure.SECONDS_PER_RUN, runs(20, 1, always), runs(20, 2, always)))
                .asInstanceOf(type(Realised.Measured.class))
                .satisfies(it -> assertThat(it.interval()).isEqualTo(new Interval(0, 0)));
    }

    @Test
    void runsOfOtherTasksAndStepsSayNothing() {
        List<Execution> others =
                new PlanRuns("weekly").with("step", flakyStep(1, .5)).runs(new SplittableRandom(1), 50);
        List<Execution> elsewhere =
                new PlanRuns("nightly").with("other", flakyStep(1, .5)).runs(new SplittableRandom(1), 50);
        assertThat(Realised.of(RETRY, Measure.SUCCESS_RATE, others, elsewhere)).isEqualTo(new Realised.TooLittle(0, 0));
    }

    @Test
    void aChangeOfAWholeTaskIsMeasuredByItsExecutions() {
        var wholly = new Change.PreferAgent(Subject.task("nightly"), "quick");
        PlanRuns.Play anything = upTo(1, (random, run, agent) -> flaky(random, .5, PERMANENT));
        assertThat(Realised.of(wholly, Measure.SUCCESS_RATE, runs(20, 1, anything), runs(30, 2, anything)))
                .asInstanceOf(type(Realised.Measured.class))
                .satisfies(it -> {
                    assertThat(it.before()).isEqualTo(20);
                    assertThat(it.after()).isEqualTo(30);
                    assertThat(it.gain()).isZero();
                });
    }
}
