package dev.afterwise.learn.estimates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Basis;
import dev.afterwise.Event;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.PlanEstimates;
import dev.afterwise.Profile;
import dev.afterwise.Recovery;
import dev.afterwise.Severity;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.WayEstimate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanHistoryTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void countsAttemptsByAgentAndWhatTheyFailedOf() {
        List<Execution> runs = List.of(
                run(0, Map.of(), step("a", failed("quick", 1, true), succeeded("quick", 2))),
                run(1, Map.of(), step("a", failed("quick", 1, true), failed("quick", 1, false), succeeded("other", 5))),
                run(2, Map.of(), step("a", succeeded("quick", 4))));

        var step = PlanHistory.of(runs).estimates(Map.of()).step("a");

        WayEstimate quick = step.way("quick");
        assertThat(quick.attempts()).isEqualTo(new Tally(5, 2));
        assertThat(quick.retries()).isEqualTo(new Tally(2, 1));
        assertThat(quick.failings())
                .containsExactly(new WayEstimate.Failing(FailureClass.CONNECTION, Transience.TRANSIENT, 3));
        assertThat(quick.succeeding().amounts()).containsExactly(2.0, 4.0);
        assertThat(step.way("other").attempts()).isEqualTo(new Tally(1, 1));
        assertThat(step.recovered()).isEqualTo(new Tally(3, 3));
        assertThat(step.way("nobody")).isEqualTo(WayEstimate.UNKNOWN);
    }

    @Test
    void whatIsUnknownOrCancelledIsNoFailure() {
        List<Execution> runs = List.of(
                run(0, Map.of(), step("a", attempt(null, new Outcome.Cancelled(Duration.ofSeconds(1), "no"), false))),
                run(1, Map.of(), step("a", attempt(null, new Outcome.Unknown(null), false))),
                run(2, Map.of(), step("a", succeeded(null, 4))));

        assertThat(PlanHistory.of(runs).estimates(Map.of()).step("a").way("a").attempts())
                .isEqualTo(new Tally(1, 1));
    }

    @Test
    void aRunThatIsGivenTwiceCountsOnce() {
        Execution run = run(0, Map.of(), step("a", succeeded(null, 4)));

        assertThat(PlanHistory.of(List.of(run, run)).estimates(Map.of()).runs()).isEqualTo(new Tally(1, 1));
    }

    @Test
    void itemsOfAStepAreAttemptsAtIt() {
        Step whole = new Step(StepId.named("fetch"), null, new Action.Phase("fetch", null), List.of());
        Step first = new Step(
                StepId.named("fetch[0]"),
                StepId.named("fetch"),
                new Action.ToolCall("fetch[0]", Payload.NONE),
                List.of(succeeded(null, 1)));
        Step second = new Step(
                StepId.named("fetch[1]"),
                StepId.named("fetch"),
                new Action.ToolCall("fetch[1]", Payload.NONE),
                List.of(succeeded(null, 2)));

        var step = PlanHistory.of(List.of(run(0, Map.of(), whole, first, second)))
                .estimates(Map.of())
                .step("fetch");

        assertThat(step.way("fetch").attempts()).isEqualTo(new Tally(2, 2));
        assertThat(step.items().amounts()).containsExactly(2.0);
        assertThat(step.begun()).isEqualTo(new Tally(1, 1));
    }

    @Test
    void skippedStepsAreKnown() {
        Execution with = run(0, Map.of(), step("a", succeeded(null, 1)));
        Execution without = new Execution(
                with.headline(),
                About.NOTHING,
                List.of(),
                List.of(new Event("step_skipped", BEGIN, Payload.text("a: its condition (x) does not hold", 100))),
                List.of());
        Execution other = new Execution(
                headline(1, Map.of(), new Outcome.Succeeded(Duration.ofSeconds(1))),
                About.NOTHING,
                without.steps(),
                without.events(),
                List.of());

        assertThat(PlanHistory.of(List.of(with, other))
                        .estimates(Map.of())
                        .step("a")
                        .begun())
                .isEqualTo(new Tally(2, 1));
    }

    @Test
    void theAmountOfWorkExplainsHowLongItTakes() {
        PlanHistory history = history(40, size -> size * .5, run -> 1 + run % 8);

        assertThat(likely(history, 16)).isCloseTo(8, within(.4));
        assertThat(likely(history, 2)).isCloseTo(1, within(.05));
    }

    @Test
    void whatHasNothingToDoWithTheWorkIsLeftAlone() {
        PlanHistory history = history(40, size -> 3, run -> 1 + run % 8);

        assertThat(likely(history, 100)).isCloseTo(3, within(.2));
    }

    @Test
    void whatWentBeforeAChangeIsForgotten() {
        List<Execution> runs = IntStream.range(0, 60)
                .mapToObj(i -> run(i, Map.of(), step("a", succeeded(null, (i < 48 ? 10 : 2) * noise(.1)))))
                .toList();

        var seconds =
                PlanHistory.of(runs).estimates(Map.of()).step("a").way("a").succeeding();

        assertThat(seconds.quantile(1)).isLessThan(4);
        assertThat(seconds.size()).isBetween(11, 13);
    }

    @Test
    void whereNothingChangedHardlyAnythingIsForgotten() {
        int forgotten = 0;
        for (int series = 0; series < 400; series++) {
            double[] numbers =
                    IntStream.range(0, 100).mapToDouble(i -> noise(.3)).toArray();
            forgotten += Newest.since(numbers) > 0 ? 1 : 0;
        }

        assertThat(forgotten).isLessThan(16);
    }

    @Test
    void whatMakesOneStepSlowMakesOthersSlowToo() {
        List<Execution> together = new ArrayList<>();
        List<Execution> apart = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double slow = noise(.4);
            together.add(run(
                    i, Map.of(), step("a", succeeded(null, slow)), step("b", succeeded(null, 3 * slow * noise(.1)))));
            apart.add(run(
                    i, Map.of(), step("a", succeeded(null, noise(.4))), step("b", succeeded(null, 3 * noise(.4)))));
        }

        assertThat(PlanHistory.of(together).estimates(Map.of()).together()).isGreaterThan(.7);
        assertThat(PlanHistory.of(apart).estimates(Map.of()).together()).isLessThan(.3);
    }

    @Test
    void whatDoesTheVerySameElsewhereStandsInForHistory() {
        Payload deed = Payload.text("make test", 100);
        Step there =
                new Step(StepId.named("check"), null, new Action.ToolCall("check", deed), List.of(succeeded(null, 7)));
        Execution other = run(0, Map.of(), there, step("more", succeeded(null, 1)));

        var steps = PlanHistory.elsewhere(List.of(other), Map.of(deed, "test"));
        WayEstimate way = PlanEstimates.UNKNOWN.or(steps).step("test").way("test");

        assertThat(steps).containsOnlyKeys("test");
        assertThat(way.basis()).isEqualTo(Basis.OTHER_TASKS);
        assertThat(way.succeeding().amounts()).containsExactly(7.0);
    }

    @Test
    void knowsNothingOfAnEmptyHistory() {
        assertThat(PlanHistory.of(List.of()).estimates(Map.of())).isEqualTo(PlanEstimates.UNKNOWN);
    }

    private double likely(PlanHistory history, double size) {
        return history.estimates(Map.of("size", Value.of(size)))
                .step("a")
                .way("a")
                .likely();
    }

    private PlanHistory history(int runs, DoubleUnaryOperator seconds, DoubleUnaryOperator size) {
        return PlanHistory.of(IntStream.range(0, runs)
                .mapToObj(i -> run(
                        i,
                        Map.of("size", Value.of(size.applyAsDouble(i))),
                        step("a", succeeded(null, seconds.applyAsDouble(size.applyAsDouble(i)) * noise(.05)))))
                .toList());
    }

    private double noise(double deviation) {
        return Math.exp(deviation * random.nextGaussian());
    }

    private Execution run(int number, Map<String, Value> told, Step... steps) {
        return new Execution(
                headline(number, told, new Outcome.Succeeded(Duration.ofSeconds(9))),
                About.NOTHING,
                List.of(steps),
                List.of(),
                List.of());
    }

    private Headline headline(int number, Map<String, Value> told, Outcome outcome) {
        Instant at = BEGIN.plusSeconds(60L * number);
        return new Headline(
                ExecutionId.at(at, random),
                Profile.of("sample").with(told),
                "",
                at,
                outcome,
                Usage.NONE,
                new TreeMap<>());
    }

    private static Step step(String id, Attempt... attempts) {
        var numbered = new ArrayList<Attempt>();
        for (Attempt each : attempts) {
            numbered.add(new Attempt(
                    numbered.size() + 1,
                    each.agent(),
                    each.startedAt(),
                    each.outcome(),
                    each.usage(),
                    each.result(),
                    each.then()));
        }
        return new Step(StepId.named(id), null, new Action.ToolCall(id, Payload.NONE), numbered);
    }

    private static Attempt succeeded(@Nullable String agent, double seconds) {
        return attempt(agent, new Outcome.Succeeded(Duration.ofNanos((long) (seconds * 1e9))), false);
    }

    private static Attempt failed(@Nullable String agent, double seconds, boolean again) {
        return attempt(
                agent,
                new Outcome.Failed(
                        Duration.ofNanos((long) (seconds * 1e9)),
                        Failure.of(FailureClass.CONNECTION, Severity.MEDIUM, Transience.TRANSIENT, "x", "gone")),
                again);
    }

    private static Attempt attempt(@Nullable String agent, Outcome outcome, boolean again) {
        return new Attempt(
                1,
                agent,
                BEGIN,
                outcome,
                Usage.NONE,
                Payload.NONE,
                again ? new Recovery.Retry(Duration.ZERO, "it may pass") : null);
    }
}
