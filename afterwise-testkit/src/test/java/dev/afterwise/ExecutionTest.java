package dev.afterwise;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.testkit.AnExecution;
import dev.afterwise.testkit.RandomFacts;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** An execution is a fold of facts with natural keys. */
class ExecutionTest {
    private static final ExecutionId ID = ExecutionId.of("one");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final StepId STEP = StepId.of(1);
    private static final Payload OUTPUT = Payload.text("42", 9);
    private static final Failure FAILURE =
            Failure.of(FailureClass.TIMEOUT, Severity.LOW, Transience.TRANSIENT, "timeout", "too slow");

    private static Origin origin(Source source, int second) {
        return new Origin(ID, source, AT.plusSeconds(second));
    }

    /** Facts, and the same ones in some other order. */
    private record TwoOrders(List<Fact> facts, List<Fact> shuffled, int cut) {
        static TwoOrders make(RandomGenerator random, int size) {
            List<Fact> facts = RandomFacts.ofOne(random, size);
            return new TwoOrders(facts, Seeded.shuffled(facts, random), random.nextInt(facts.size() + 1));
        }
    }

    @Test
    void theOrderOfFactsMakesNoDifference() {
        Seeded.check(
                500,
                TwoOrders::make,
                two -> assertThat(Execution.of(two.shuffled())).isEqualTo(Execution.of(two.facts())));
    }

    @Test
    void repeatedFactsMakeNoDifference() {
        Seeded.check(500, TwoOrders::make, two -> {
            var twice = new ArrayList<>(two.facts());
            twice.addAll(two.shuffled());
            assertThat(Execution.of(twice)).isEqualTo(Execution.of(two.facts()));
        });
    }

    @Test
    void batchesThatWereReducedToWhatIsBelievedMakeNoDifference() {
        Seeded.check(500, TwoOrders::make, two -> {
            var both = new ArrayList<Fact>();
            both.addAll(Fact.believed(
                            two.shuffled().subList(two.cut(), two.shuffled().size()))
                    .values());
            both.addAll(Fact.believed(two.shuffled().subList(0, two.cut())).values());
            assertThat(Execution.of(both)).isEqualTo(Execution.of(two.facts()));
            assertThat(Fact.believed(both)).isEqualTo(Fact.believed(two.facts()));
        });
    }

    @Test
    void aPersonIsBelievedMoreThanARecorderHoweverEarly() {
        var recorded = new Fact.Rated(origin(Source.RECORDED, 9), new Rating("ann", 0, ""));
        var said = new Fact.Rated(origin(Source.PERSON, 1), new Rating("ann", 1, ""));

        assertThat(Execution.of(List.of(said, recorded)).ratings()).containsExactly(said.rating());
    }

    @Test
    void ofOneSourceTheLaterFactIsBelieved() {
        var first = new Fact.Rated(origin(Source.PERSON, 1), new Rating("ann", 0, ""));
        var second = new Fact.Rated(origin(Source.PERSON, 2), new Rating("ann", 1, ""));

        assertThat(Execution.of(List.of(second, first)).ratings()).containsExactly(second.rating());
    }

    private static Outcome rated(AnExecution told, Fact... late) {
        var facts = new ArrayList<>(told.withId(ID).facts());
        facts.addAll(List.of(late));
        return Execution.of(facts).outcome();
    }

    private static Fact rated(Source source, String by, double score) {
        return new Fact.Rated(origin(source, 9), new Rating(by, score, "it is about another customer"));
    }

    @Test
    void whatPeopleThinkUselessHasFailed() {
        assertThat(rated(anExecution(), rated(Source.PERSON, "ann", 0)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.took()).isEqualTo(Duration.ofSeconds(1));
                    assertThat(failed.failure().failureClass()).isEqualTo(FailureClass.VALIDATION);
                    assertThat(failed.failure().message()).isEqualTo("it is about another customer");
                });
        assertThat(rated(anExecution().endedSomehow(), rated(Source.PERSON, "ann", 0)))
                .isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void whatPeopleThinkGoodHasSucceededUnlessItFailed() {
        Fact good = rated(Source.PERSON, "ann", 1);
        assertThat(rated(anExecution().endedSomehow(), good)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(rated(anExecution().failedWith("timeout"), good)).isInstanceOf(Outcome.Failed.class);
        assertThat(rated(anExecution().cancelled("no more"), good)).isInstanceOf(Outcome.Cancelled.class);
        assertThat(rated(anExecution().running(), good)).isInstanceOf(Outcome.Running.class);
    }

    @Test
    void peopleAreBelievedTogetherAndProgramsNot() {
        Fact bad = rated(Source.PERSON, "ann", 0);
        assertThat(rated(anExecution(), bad, rated(Source.PERSON, "bob", 1))).isInstanceOf(Outcome.Succeeded.class);
        assertThat(rated(anExecution(), rated(Source.RECORDED, "judge", 0))).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void whatSomebodySaidOfTheOutcomeCountsForMoreThanRatings() {
        var concluded = new Fact.Concluded(origin(Source.RECORDED, 5), new Outcome.Succeeded(null));
        assertThat(rated(anExecution(), concluded, rated(Source.PERSON, "ann", 0)))
                .isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void whatNobodyBeganIsUnknown() {
        var ended = new Fact.AttemptEnded(
                origin(Source.RECORDED, 3), STEP, 2, new Outcome.Succeeded(null), Usage.NONE, Payload.NONE);
        var execution = Execution.of(List.of(ended));

        assertThat(execution.profile().task()).isEqualTo("unknown");
        assertThat(execution.startedAt()).isEqualTo(AT.plusSeconds(3));
        assertThat(execution.outcome()).isEqualTo(new Outcome.Running());
        assertThat(execution.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.action().name()).isEqualTo("unknown"))
                .satisfies(step ->
                        assertThat(step.attempts()).extracting(Attempt::number).containsExactly(2));
    }

    @Test
    void usageIsWhatAttemptsSpentAndWhatNobodyReportedElsewhere() {
        var told = anExecution().withId(ID).spending(Usage.tokens(1, 2));
        var facts = new ArrayList<>(told.facts());
        for (int attempt = 1; attempt <= 2; attempt++) {
            facts.add(new Fact.AttemptEnded(
                    origin(Source.RECORDED, 1),
                    STEP,
                    attempt,
                    new Outcome.Succeeded(null),
                    Usage.tokens(10, 20),
                    Payload.NONE));
        }

        assertThat(Execution.of(facts).headline().usage()).isEqualTo(Usage.tokens(21, 42));
    }

    @Test
    void aRecoveryIsScoredByTheNextAttempt() {
        var facts = new ArrayList<Fact>();
        for (int attempt = 1; attempt <= 2; attempt++) {
            facts.add(ended(attempt, new Outcome.Failed(null, FAILURE)));
            facts.add(new Fact.Recovered(
                    origin(Source.RECORDED, 1), STEP, attempt, new Recovery.Retry(Duration.ZERO, "may pass")));
        }
        assertThat(recoveries(facts)).isEqualTo(Map.of("retry", new Tally(2, 0)));

        facts.add(ended(3, new Outcome.Succeeded(null)));
        assertThat(recoveries(facts)).isEqualTo(Map.of("retry", new Tally(2, 1)));
    }

    @Test
    void givingUpIsNoRecovery() {
        assertThat(recoveries(List.of(
                        ended(1, new Outcome.Failed(null, FAILURE)),
                        new Fact.Recovered(origin(Source.RECORDED, 1), STEP, 1, new Recovery.GiveUp("no use")))))
                .isEmpty();
    }

    private static Fact ended(int attempt, Outcome.Ended outcome) {
        return new Fact.AttemptEnded(
                origin(Source.RECORDED, attempt), STEP, attempt, outcome, Usage.NONE, Payload.NONE);
    }

    private static Map<String, Tally> recoveries(List<Fact> facts) {
        return Execution.of(facts).headline().recoveries();
    }

    @Test
    void stepsComeInTheOrderInWhichTheyBegan() {
        var facts = new ArrayList<Fact>();
        for (int step : List.of(3, 1, 2)) {
            facts.add(new Fact.AttemptStarted(
                    origin(Source.RECORDED, 0), StepId.of(step), 1, null, AT.plusSeconds(10 - step)));
        }

        assertThat(Execution.of(facts).steps())
                .extracting(Step::id)
                .containsExactly(StepId.of(3), StepId.of(2), StepId.of(1));
    }

    @Test
    void whatIsConcludedLaterCountsForMoreThanTheEndOfTheSameSource() {
        var ended = new Fact.Ended(
                origin(Source.RECORDED, 9), new Outcome.Succeeded(Duration.ofSeconds(3)), Usage.tokens(1, 2), OUTPUT);
        var concluded = new Fact.Concluded(origin(Source.RECORDED, 1), new Outcome.Failed(null, FAILURE));

        Execution execution = Execution.of(List.of(concluded, ended));

        assertThat(execution.outcome()).isEqualTo(new Outcome.Failed(Duration.ofSeconds(3), FAILURE));
        assertThat(execution.headline().usage()).isEqualTo(Usage.tokens(1, 2));
        assertThat(execution.about().output()).isEqualTo(OUTPUT);
    }

    @Test
    void anEndFromASourceThatIsBelievedMoreOutweighsAConclusion() {
        var ended = new Fact.Ended(origin(Source.RECORDED, 1), new Outcome.Succeeded(null), Usage.NONE, Payload.NONE);
        var inferred = new Fact.Concluded(origin(Source.INFERRED, 9), new Outcome.Unknown(null));

        assertThat(Execution.of(List.of(ended, inferred)).outcome()).isEqualTo(new Outcome.Succeeded(null));
    }

    @Test
    void aConclusionIsEnoughForAnEnd() {
        var concluded = new Fact.Concluded(origin(Source.PERSON, 1), new Outcome.Succeeded(null));

        assertThat(Execution.of(List.of(concluded)).outcome()).isEqualTo(new Outcome.Succeeded(null));
    }

    @Test
    void attemptsWithoutAnEndShareTheFateOfAnExecutionWhoseProcessIsGone() {
        var facts = new ArrayList<Fact>(anExecution().withId(ID).running().facts());
        facts.add(new Fact.AttemptStarted(origin(Source.RECORDED, 0), STEP, 1, null, AT));
        assertThat(Execution.of(facts).steps().getFirst().outcome()).isEqualTo(new Outcome.Running());

        facts.add(new Fact.Ended(origin(Source.INFERRED, 9), new Outcome.Abandoned(), Usage.NONE, Payload.NONE));

        Execution execution = Execution.of(facts);
        assertThat(execution.outcome()).isEqualTo(new Outcome.Abandoned());
        assertThat(execution.steps().getFirst().outcome()).isEqualTo(new Outcome.Abandoned());
    }

    @Test
    void whatIsRecordedAfterAllReplacesAnAbandonment() {
        var told = anExecution().withId(ID);
        var facts = new ArrayList<Fact>(told.facts());
        facts.add(new Fact.Ended(origin(Source.INFERRED, 99), new Outcome.Abandoned(), Usage.NONE, Payload.NONE));

        assertThat(Execution.of(facts)).isEqualTo(told.execution());
    }

    @Test
    void anAbandonedExecutionIsNeitherSuccessNorFailure() {
        assertThat(Outcomes.of(Status.ABANDONED)).isEqualTo(new Outcomes(0, 0, 0, 0, 1, 0));
        assertThat(Outcomes.of(Status.ABANDONED).decided()).isEqualTo(Tally.NONE);
        assertThat(Outcomes.of(Status.ABANDONED).total()).isEqualTo(1);
    }

    @Test
    void refusesNoFactsAndFactsOfSeveralExecutions() {
        assertThatThrownBy(() -> Execution.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        var two = new ArrayList<>(anExecution().facts());
        two.addAll(anExecution().facts());
        assertThatThrownBy(() -> Execution.of(two)).isInstanceOf(IllegalArgumentException.class);
    }
}
