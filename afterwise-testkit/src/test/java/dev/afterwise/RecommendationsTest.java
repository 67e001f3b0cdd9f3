package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Recommendation.Status;
import dev.afterwise.learn.Calibration;
import dev.afterwise.testkit.AdviceWorld;
import dev.afterwise.testkit.AdviceWorld.Truth;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole life of recommendations about runs whose truth is known, by the real library. */
class RecommendationsTest {
    private final AdviceWorld world = new AdviceWorld(Seeded.random());

    @AfterEach
    void close() {
        world.close();
    }

    private Recommendation approved(Change change, Measure measure) {
        Recommendation proposed = world.propose(change, measure);
        world.recommendations().approve(proposed.id());
        return proposed;
    }

    private Recommendation approved() {
        return approved(AdviceWorld.CHANGE, Measure.SUCCESS_RATE);
    }

    @Test
    void anImprovementIsKeptAndItsGainStated() {
        Recommendation advice = world.follow(approved(), Truth.ofSuccess(.6, .8), 4_000);

        assertThat(advice.status()).isEqualTo(Status.KEPT);
        assertThat(world.policy().changes()).containsExactly(AdviceWorld.CHANGE);
        assertThat(world.policy().experiments()).isEmpty();
        Evidence realised = realised(advice);
        assertThat(realised.low()).isPositive();
        assertThat(.2).isBetween(realised.low(), realised.high());
        assertThat(measurement(advice).said()).contains("better", "points of success");
        assertThat(measurement(advice).until()).isEqualTo(world.time().now());
    }

    @Test
    void harmIsTakenBackBeforeItHasCostFiftyFailures() {
        Recommendation advice = world.follow(approved(), Truth.ofSuccess(.8, .5), 4_000);

        assertThat(advice.status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(world.policy().changes()).isEmpty();
        assertThat(world.policy().experiments()).isEmpty();
        assertThat(world.extraFailures()).isLessThan(50);
    }

    @Test
    void whatChangesNothingIsNotKept() {
        Recommendation advice = world.follow(approved(), Truth.ofSuccess(.7, .7), 4_500);

        assertThat(advice.status()).isIn(Status.EXPIRED, Status.ROLLED_BACK);
        assertThat(world.policy().changes()).isEmpty();
    }

    @Test
    void timeIsMeasuredInTheStep() {
        Recommendation advice =
                world.follow(approved(AdviceWorld.CHANGE, Measure.SECONDS_PER_RUN), Truth.ofTime(4, 2), 4_000);

        assertThat(advice.status()).isEqualTo(Status.KEPT);
        assertThat(realised(advice).effect()).isBetween(1.0, 3.0);
    }

    @Test
    void aMeasurementThatNoRunMetEndsAfterWeeks() {
        Recommendation advice = approved();
        assertThat(world.recommendations().advance()).isEmpty();

        world.time().advance(Duration.ofDays(29));
        assertThat(world.recommendations().advance()).containsExactly(world.now(advice));
        assertThat(world.now(advice).status()).isEqualTo(Status.EXPIRED);
        assertThat(measurement(world.now(advice)).said()).contains("not shown to help");
    }

    @Test
    void aStepThatWorksMoreOftenIsNoGainWhereRunsAsAWholeFail() {
        Recommendation advice = approved();
        Status status = Status.MEASURING;
        for (int i = 0; i < 40 && status == Status.MEASURING; i++) {
            for (int j = 0; j < 20; j++) {
                int before = world.changed().size();
                ExecutionId run = world.run(Truth.ofSuccess(.7, 1));
                if (world.changed().size() > before) {
                    world.conclude(run, new Outcome.Failed(null, AdviceWorld.failure()));
                }
            }
            world.recommendations().advance();
            status = world.now(advice).status();
        }
        assertThat(status).isEqualTo(Status.ROLLED_BACK);
        assertThat(measurement(world.now(advice)).said()).startsWith("Runs as a whole");
    }

    @Test
    void outcomesThatComeLateCanStillTurnIt() {
        Recommendation advice = world.follow(approved(), Truth.ofSuccess(.6, .8), 4_000);
        assertThat(advice.status()).isEqualTo(Status.KEPT);
        assertThat(world.recommendations().advance()).isEmpty();

        world.changed().forEach(run -> world.conclude(run, new Outcome.Failed(null, AdviceWorld.failure())));

        assertThat(world.recommendations().advance()).hasSize(1);
        assertThat(world.now(advice).status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(measurement(world.now(advice)).said()).startsWith("Outcomes that came late");
        assertThat(world.policy().changes()).isEmpty();
    }

    @Test
    void whatCannotBeDrawnIsComparedWithTheTimeBefore() {
        for (int i = 0; i < 400; i++) {
            world.run(Truth.ofSuccess(.6, .6));
        }
        Recommendation budget = approved(new Change.SetBudget(Subject.component("fetch"), 40), Measure.SUCCESS_RATE);
        assertThat(world.policy().changes()).hasSize(1);

        Recommendation after = world.follow(budget, Truth.ofSuccess(.95, .95), 600);

        assertThat(after.status()).isEqualTo(Status.KEPT);
        assertThat(measurement(after).isDrawn()).isFalse();
        assertThat(.35).isBetween(realised(after).low(), realised(after).high());
    }

    @Test
    void whatWaitedBeginsWhenItsWayIsFree() {
        Recommendation first = approved();
        Recommendation second = approved(new Change.RetryUpTo(AdviceWorld.STEP, 5), Measure.SUCCESS_RATE);
        assertThat(world.recommendations().advance()).isEmpty();
        assertThat(world.now(second).status()).isEqualTo(Status.APPROVED);

        world.recommendations().rollBack(first.id());

        assertThat(world.recommendations().advance()).containsExactly(world.now(second));
        assertThat(world.now(second).status()).isEqualTo(Status.MEASURING);
    }

    @Test
    void whatIsKeptTeachesHowFarAdviceIsToBeBelieved() {
        assertThat(world.recommendations().calibration()).isEmpty();
        Recommendation advice = world.follow(approved(), Truth.ofSuccess(.6, .8), 4_000);

        Calibration calibration = world.recommendations().calibration().getFirst();
        assertThat(calibration.kind()).isEqualTo("retry_up_to");
        assertThat(calibration.kept()).isEqualTo(new Tally(1, 1));
        assertThat(calibration.expected()).isEqualTo(.2);
        assertThat(calibration.realised()).isEqualTo(realised(advice).effect());
        assertThat(calibration.excess()).isNull();
    }

    private static Measurement measurement(Recommendation advice) {
        return Objects.requireNonNull(advice.measurement());
    }

    private static Evidence realised(Recommendation advice) {
        return Objects.requireNonNull(measurement(advice).realised());
    }

    @Test
    void listsWhatThereIs() {
        Recommendation advice = approved();

        assertThat(world.recommendations().list()).isEqualTo(List.of(world.now(advice)));
        assertThat(world.recommendations().find("00000000")).isEmpty();
        assertThat(world.recommendations().approve("00000000")).isEmpty();
    }
}
