package dev.afterwise.plan.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Basis;
import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.PlanEstimates;
import dev.afterwise.Preference;
import dev.afterwise.Spread;
import dev.afterwise.StepEstimate;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.Value;
import dev.afterwise.WayEstimate;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Budget;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.OnError;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Retries;
import dev.afterwise.plan.Terms;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Setup SETUP = Setup.STANDARD.withRuns(2_000);

    @Test
    void stepsOneAfterAnotherTakeAsLongAsTheyTakeTogether() {
        Forecast forecast = forecast(plan(step("a"), step("b", "a"), step("c", "b")), surely(1, 2, 3));

        assertThat(forecast.seconds().quantile(.5)).isCloseTo(6, within(.2));
        assertThat(forecast.success().likely()).isGreaterThan(.99);
        assertThat(forecast.criticalSteps()).containsExactly("a", "b", "c");
        assertThat(Objects.requireNonNull(forecast.steps().get("c")).waitedFor())
                .isCloseTo(3, within(.1));
    }

    @Test
    void whatRunsAtOnceTakesAsLongAsTheLongest() {
        Plan plan = plan(step("a"), step("b"), step("c"));

        Forecast forecast = forecast(plan, surely(1, 2, 3));
        Forecast alone =
                Simulation.of(plan, surely(1, 2, 3), SETUP.withWorkers(1)).forecast();

        assertThat(forecast.seconds().quantile(.5)).isCloseTo(3, within(.1));
        assertThat(forecast.peaks()).containsEntry(Forecast.WORKERS, 3);
        assertThat(forecast.criticalSteps()).containsExactly("c");
        assertThat(alone.seconds().quantile(.5)).isCloseTo(6, within(.2));
        assertThat(alone.peaks()).containsEntry(Forecast.WORKERS, 1);
    }

    @Test
    void theMostUrgentStepTakesTheFirstPlace() {
        Plan plan = plan(step("short"), step("other"), step("long"), step("end", "long"));

        Forecast forecast =
                Simulation.of(plan, surely(2, 2, 3, 3), SETUP.withWorkers(2)).forecast();

        assertThat(forecast.seconds().quantile(.5)).isCloseTo(6, within(.2));
    }

    @Test
    void whatUsesTheSameResourceTakesTurns() {
        Plan plan = plan(uses("a"), uses("b"), uses("c"));

        Forecast one = forecast(plan, surely(1, 1, 1));
        Forecast two = forecast(plan.under(Terms.NONE.withResources(new TreeMap<>(Map.of("gpu", 2)))), surely(1, 1, 1));

        assertThat(one.seconds().quantile(.5)).isCloseTo(3, within(.1));
        assertThat(one.peaks()).containsEntry("gpu", 1);
        assertThat(two.seconds().quantile(.5)).isCloseTo(2, within(.1));
        assertThat(two.peaks()).containsEntry("gpu", 2);
    }

    @Test
    void retriesHelpAsOftenAsTheyDid() {
        PlanStep once = PlanStep.of("a", command());
        PlanStep thrice = once.retrying(Retries.NONE.withMax(2));
        PlanEstimates half = known("a", way(200, 100, Transience.TRANSIENT, new Tally(100, 50)));
        PlanEstimates never = known("a", way(200, 100, Transience.TRANSIENT, new Tally(100, 0)));

        assertThat(forecast(plan(once), half).success().likely()).isCloseTo(.5, within(.04));
        assertThat(forecast(plan(thrice), half).success().likely()).isCloseTo(.875, within(.04));
        assertThat(forecast(plan(thrice), never).success().likely()).isCloseTo(.5, within(.05));
    }

    @Test
    void whatStaysWrongIsNotTriedAgain() {
        PlanStep thrice = PlanStep.of("a", command()).retrying(Retries.NONE.withMax(2));
        PlanEstimates half = known("a", way(200, 100, Transience.PERMANENT, Tally.NONE));

        Forecast forecast = forecast(plan(thrice), half);

        assertThat(forecast.success().likely()).isCloseTo(.5, within(.04));
        assertThat(Objects.requireNonNull(forecast.steps().get("a")).failed()).isCloseTo(.5, within(.04));
    }

    @Test
    void aFallbackTakesOver() {
        PlanStep step = PlanStep.of("a", command()).edit().fallback(command()).build();
        var ways = new TreeMap<String, WayEstimate>();
        ways.put("a", way(200, 100, Transience.PERMANENT, Tally.NONE));
        ways.put("fallback", way(200, 200, Transience.PERMANENT, Tally.NONE));

        assertThat(forecast(plan(step), known("a", ways)).success().likely()).isGreaterThan(.97);
    }

    @Test
    void aStepThatMaySkipItsFailureLetsTheOthersGoOn() {
        PlanStep skipping = PlanStep.of("a", command())
                .edit()
                .onError(List.of(new OnError(Set.of(), new OnError.Reaction.Skip())))
                .build();
        PlanEstimates half = known("a", way(200, 100, Transience.PERMANENT, Tally.NONE));

        assertThat(forecast(plan(skipping), half).success().likely()).isEqualTo(1);
    }

    @Test
    void whatNeedsAStepThatFailedIsLeft() {
        PlanEstimates estimates = known("a", way(200, 0, Transience.PERMANENT, Tally.NONE));

        Forecast forecast = forecast(plan(step("a"), step("b", "a")), estimates);

        assertThat(Objects.requireNonNull(forecast.steps().get("b")).begun()).isLessThan(.05);
        assertThat(Objects.requireNonNull(forecast.steps().get("a")).failed()).isGreaterThan(.95);
    }

    @Test
    void whoeverWaitsForAPersonHasNotSucceeded() {
        PlanStep asking = PlanStep.of("a", command())
                .edit()
                .onError(List.of(new OnError(Set.of(), new OnError.Reaction.Escalate())))
                .build();

        Forecast forecast = forecast(plan(asking), known("a", way(200, 100, Transience.PERMANENT, Tally.NONE)));

        assertThat(forecast.waiting()).isCloseTo(.5, within(.05));
        assertThat(forecast.success().likely()).isCloseTo(.5, within(.05));
    }

    @Test
    void conditionsAreDecidedByWhatIsTold() {
        PlanStep deep =
                step("deep").edit().condition(Expression.of("params.depth > 3")).build();
        Plan plan = new Plan(
                "sample",
                List.of(new Param("depth", Param.Kind.NUMBER, Value.of(1))),
                Collections.emptySortedMap(),
                List.of(deep));

        Forecast shallow = forecast(plan, surely(5));
        Forecast deeper = Simulation.of(plan, surely(5), SETUP.withParams(Map.of("depth", Value.of(7))))
                .forecast();

        assertThat(Objects.requireNonNull(shallow.steps().get("deep")).begun()).isZero();
        assertThat(Objects.requireNonNull(deeper.steps().get("deep")).begun()).isEqualTo(1);
    }

    @Test
    void conditionsThatHangOnMoreHoldAsOftenAsTheyDid() {
        PlanStep some = step("b", "a")
                .edit()
                .condition(Expression.of("steps.a.outputs.label == 'x'"))
                .build();
        var steps = new TreeMap<String, StepEstimate>();
        steps.put("b", new StepEstimate(new TreeMap<>(), new Tally(400, 100), Tally.NONE, Spread.NOTHING));

        Forecast forecast = forecast(plan(step("a"), some), new PlanEstimates(steps, Tally.NONE, 0, Spread.NOTHING));

        assertThat(Objects.requireNonNull(forecast.steps().get("b")).begun()).isCloseTo(.25, within(.05));
    }

    @Test
    void aRunThatIsOverItsBudgetFails() {
        Plan plan = plan(step("a"), step("b", "a"))
                .under(Terms.NONE.withBudget(new Budget(Duration.ofSeconds(2), null, null, null)));
        Plan rich = plan(step("a"), step("b", "a"))
                .under(Terms.NONE.withBudget(new Budget(null, Money.dollars("1"), null, null)));

        assertThat(forecast(plan, surely(1, 3)).success().likely()).isZero();
        assertThat(forecast(rich, surely(1, 3)).success().likely()).isGreaterThan(.99);
    }

    @Test
    void aShorterTimeOutEndsWhatTookLonger() {
        PlanStep hasty = step("a").within(Duration.ofMillis(1_500));
        List<Double> seconds =
                IntStream.range(0, 200).mapToObj(i -> i % 2 == 0 ? 1.0 : 2.0).toList();
        var estimates = known(
                "a",
                new WayEstimate(
                        Basis.HISTORY,
                        new Tally(200, 200),
                        List.of(),
                        Tally.NONE,
                        Spread.of(seconds),
                        Spread.NOTHING,
                        WayEstimate.Spending.NOTHING));

        assertThat(forecast(plan(hasty), estimates).success().likely()).isCloseTo(.5, within(.06));
        assertThat(forecast(plan(step("a")), estimates).success().likely()).isGreaterThan(.98);
    }

    @Test
    void fewerRunsOfHistoryMakeTheChanceLessSure() {
        Reckoned few = forecast(plan(step("a")), known("a", way(5, 4, Transience.PERMANENT, Tally.NONE)))
                .success();
        Reckoned many = forecast(plan(step("a")), known("a", way(500, 400, Transience.PERMANENT, Tally.NONE)))
                .success();

        assertThat(few.high() - few.low()).isGreaterThan(.3);
        assertThat(many.high() - many.low()).isBetween(.05, .11);
        assertThat(many.likely()).isCloseTo(.8, within(.03));
    }

    @Test
    void whatNobodyKnowsIsSaidAndGuessedWidely() {
        Forecast forecast = forecast(plan(step("a")), PlanEstimates.UNKNOWN);

        assertThat(Objects.requireNonNull(forecast.steps().get("a")).basis()).isEqualTo(Basis.UNKNOWN);
        assertThat(forecast.seconds().quantile(.9) / forecast.seconds().quantile(.1))
                .isGreaterThan(4);
    }

    @Test
    void whatSomebodySaidIsTakenWhereTheHistoryIsSilent() {
        PlanStep said = step("a").edit().estimate(Duration.ofSeconds(30)).build();

        StepForecast forecast = Objects.requireNonNull(
                forecast(plan(said), PlanEstimates.UNKNOWN).steps().get("a"));

        assertThat(forecast.basis()).isEqualTo(Basis.SAID);
        assertThat(forecast.seconds().quantile(.5)).isCloseTo(30, within(3.0));
    }

    @Test
    void aWaitTakesAsLongAsItSaysAndNoPlace() {
        Plan plan = plan(
                PlanStep.of("wait", Body.Wait.of(Duration.ofSeconds(30))),
                PlanStep.of("also", Body.Wait.of(Duration.ofSeconds(30))));

        Forecast forecast =
                Simulation.of(plan, PlanEstimates.UNKNOWN, SETUP.withWorkers(1)).forecast();

        assertThat(forecast.seconds().quantile(.5)).isCloseTo(30, within(.2));
        assertThat(forecast.success().likely()).isGreaterThan(.99);
        assertThat(forecast.peaks()).containsEntry(Forecast.WORKERS, 0);
    }

    @Test
    void theSameSeedGivesTheSameForecast() {
        Plan plan = plan(step("a"), step("b", "a"));

        assertThat(forecast(plan, surely(1, 2))).isEqualTo(forecast(plan, surely(1, 2)));
    }

    @Test
    void twoPlansThatAreTheSameMakeNoDifference() {
        var one = new Comparison.Candidate(plan(step("a"), step("b", "a")), surely(1, 2), SETUP);

        Comparison comparison = Comparison.of(one, one, Preference.BALANCED);

        assertThat(comparison.verdict()).isEqualTo(Comparison.Verdict.NO_DIFFERENCE);
        assertThat(comparison.seconds()).isEqualTo(new Reckoned(0, 0, 0));
    }

    @Test
    void aNeedThatIsDroppedSavesTime() {
        var one = new Comparison.Candidate(plan(step("a"), step("b", "a")), surely(1, 2), SETUP);
        var other = new Comparison.Candidate(plan(step("a"), step("b")), surely(1, 2), SETUP);

        Comparison comparison = Comparison.of(one, other, Preference.SPEED);

        assertThat(comparison.verdict()).isEqualTo(Comparison.Verdict.OTHER);
        assertThat(comparison.seconds().likely()).isCloseTo(-1, within(.1));
        assertThat(comparison.seconds().high()).isLessThan(-.8);
        assertThat(comparison.success().likely()).isZero();
    }

    @Test
    void aPlanOfThousandsOfStepsIsPlayedInTime() {
        PlanStep[] steps = IntStream.range(0, 2_000)
                .mapToObj(i -> i < 100 ? step("s" + i) : step("s" + i, "s" + (i - 100)))
                .toArray(PlanStep[]::new);

        Forecast forecast = Simulation.of(
                        plan(steps), PlanEstimates.UNKNOWN, SETUP.withWorkers(8).withRuns(10))
                .forecast();

        assertThat(forecast.steps()).hasSize(2_000);
    }

    static Forecast forecast(Plan plan, PlanEstimates estimates) {
        return Simulation.of(plan, estimates, SETUP).forecast();
    }

    static Plan plan(PlanStep... steps) {
        return new Plan("sample", List.of(steps));
    }

    static PlanStep step(String id, String... needs) {
        return PlanStep.of(id, command()).needing(needs);
    }

    private static PlanStep uses(String id) {
        return step(id).edit().uses(new TreeMap<>(Map.of("gpu", 1))).build();
    }

    private static Body command() {
        return new Body.Command(List.of("true"));
    }

    /** Steps a, b, c ... that took as long, a hundred times, and never failed. */
    private static PlanEstimates surely(double... seconds) {
        var steps = new TreeMap<String, StepEstimate>();
        String[] names = {"a", "b", "c", "d"};
        for (int i = 0; i < seconds.length; i++) {
            WayEstimate way = new WayEstimate(
                    Basis.HISTORY,
                    new Tally(10_000, 10_000),
                    List.of(),
                    Tally.NONE,
                    Spread.of(Collections.nCopies(200, seconds[i])),
                    Spread.NOTHING,
                    WayEstimate.Spending.NOTHING);
            for (String id :
                    List.of(names[i], List.of("short", "other", "long", "end").get(i), i == 0 ? "deep" : "x")) {
                steps.put(id, new StepEstimate(new TreeMap<>(Map.of(id, way)), Tally.NONE, Tally.NONE, Spread.NOTHING));
            }
        }
        return new PlanEstimates(steps, Tally.NONE, 0, Spread.NOTHING);
    }

    private static PlanEstimates known(String id, WayEstimate way) {
        return known(id, Map.of(id, way));
    }

    private static PlanEstimates known(String id, Map<String, WayEstimate> ways) {
        var steps = new TreeMap<String, StepEstimate>();
        steps.put(id, new StepEstimate(new TreeMap<>(ways), Tally.NONE, Tally.NONE, Spread.NOTHING));
        return new PlanEstimates(steps, Tally.NONE, 0, Spread.NOTHING);
    }

    private static WayEstimate way(int attempts, int worked, Transience transience, Tally retries) {
        return new WayEstimate(
                Basis.HISTORY,
                new Tally(attempts, worked),
                worked == attempts
                        ? List.of()
                        : List.of(new WayEstimate.Failing(FailureClass.CONNECTION, transience, attempts - worked)),
                retries,
                Spread.of(1, 1.1, .9),
                Spread.of(.1, .2),
                WayEstimate.Spending.NOTHING);
    }
}
