package dev.afterwise.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.ExecutionId;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.store.Hold;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.StepRun;
import dev.afterwise.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Claims, fences and ends of plan runs. */
interface PlanJournalContract extends Contract {
    Instant AT = Instant.parse("2026-01-01T00:00:00.000001Z");
    ExecutionId RUN = ExecutionId.of("a plan run");
    Hold FIRST = new Hold(RUN, 1);
    Outcome.Ended DONE = new Outcome.Succeeded(Duration.ofMillis(5));

    private static PlanRun run(ExecutionId id) {
        return new PlanRun(id, "deploy", "version: 1\nname: 'deploy' 東京\n", "/srv/plans", 3, AT, Status.RUNNING);
    }

    private static StepRun claim(String step, int attempt, @Nullable String agent) {
        return new StepRun(step, attempt, agent, AT.plusSeconds(attempt), new Outcome.Running(), null);
    }

    private static StepRun claim(String step, int attempt) {
        return claim(step, attempt, null);
    }

    @Test
    default void aBegunRunIsRunning() {
        assertThat(plans().begin(run(RUN))).isEqualTo(FIRST);

        assertThat(plans().run(RUN)).contains(run(RUN));
        assertThat(plans().steps(RUN)).isEmpty();
    }

    @Test
    default void knowsNothingOfARunThatWasNeverBegun() {
        assertThat(plans().run(RUN)).isEmpty();
        assertThat(plans().steps(RUN)).isEmpty();
        assertThat(plans().claim(FIRST, claim("fetch", 1))).isFalse();
        assertThat(plans().finish(FIRST, "fetch", 1, DONE, null)).isFalse();
        assertThat(plans().end(FIRST, Status.SUCCEEDED)).isFalse();
        assertThat(plans().run(RUN)).isEmpty();
        assertThat(plans().steps(RUN)).isEmpty();
    }

    @Test
    default void aRunBeginsOnce() {
        plans().begin(run(RUN));
        plans().claim(FIRST, claim("fetch", 1));

        assertThatThrownBy(() -> plans().begin(run(RUN)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(RUN.hex());
        assertThat(plans().steps(RUN)).hasSize(1);
    }

    @Test
    default void anAttemptIsClaimedOnce() {
        plans().begin(run(RUN));

        assertThat(plans().claim(FIRST, claim("fetch", 1, "ann"))).isTrue();
        assertThat(plans().claim(FIRST, claim("fetch", 1, "bob"))).isFalse();
        assertThat(plans().steps(RUN)).containsExactly(claim("fetch", 1, "ann"));
    }

    @Test
    default void anEarlierAttemptIsNotClaimedAfterALaterOne() {
        plans().begin(run(RUN));

        assertThat(plans().claim(FIRST, claim("fetch", 5))).isTrue();
        assertThat(plans().claim(FIRST, claim("fetch", 4))).isFalse();
        assertThat(plans().claim(FIRST, claim("fetch", 6))).isTrue();
    }

    @Test
    default void stepsAreFencedOneByOne() {
        plans().begin(run(RUN));
        plans().claim(FIRST, claim("fetch", 2));

        assertThat(plans().claim(FIRST, claim("it's 'another'", 1))).isTrue();
        assertThat(plans().finish(FIRST, "it's 'another'", 1, DONE, null)).isTrue();
    }

    @Test
    default void finishingWritesWhatHappensNext() {
        plans().begin(run(RUN));
        Seeded.check(40, (random, size) -> random, random -> {
            var step = "step " + random.nextLong();
            var outcome = RandomFacts.outcome(random);
            var then = random.nextBoolean() ? null : RandomFacts.recovery(random);
            var outputs = new TreeMap<>(Map.of("page", Value.of("it's '東京'"), "size", Value.of(random.nextInt())));
            var usage = new Usage(3, 2, 1, new Money(random.nextInt(1_000)), 1);
            plans().claim(FIRST, claim(step, 1, "ann"));

            assertThat(plans().finish(FIRST, step, 1, outcome, then, outputs, usage))
                    .isTrue();
            assertThat(plans().steps(RUN))
                    .contains(new StepRun(step, 1, "ann", AT.plusSeconds(1), outcome, then, outputs, usage));
        });
    }

    @Test
    default void aStaleAttemptCannotFinish() {
        plans().begin(run(RUN));
        plans().claim(FIRST, claim("fetch", 1));
        plans().claim(FIRST, claim("fetch", 2));

        assertThat(plans().finish(FIRST, "fetch", 1, DONE, null)).isFalse();
        assertThat(plans().finish(FIRST, "fetch", 2, DONE, null)).isTrue();
        assertThat(plans().steps(RUN))
                .extracting(each -> each.outcome().status())
                .containsExactly(Status.RUNNING, Status.SUCCEEDED);
    }

    @Test
    default void anAttemptFinishesOnce() {
        plans().begin(run(RUN));
        plans().claim(FIRST, claim("fetch", 1));
        plans().finish(FIRST, "fetch", 1, DONE, null);

        assertThat(plans().finish(FIRST, "fetch", 1, new Outcome.Unknown(null), new Recovery.GiveUp("why")))
                .isFalse();
        assertThat(plans().steps(RUN)).extracting(StepRun::outcome).containsExactly(DONE);
    }

    @Test
    default void anAttemptThatNobodyClaimedCannotFinish() {
        plans().begin(run(RUN));
        plans().claim(FIRST, claim("fetch", 1));

        assertThat(plans().finish(FIRST, "fetch", 2, DONE, null)).isFalse();
        assertThat(plans().finish(FIRST, "other", 1, DONE, null)).isFalse();
    }

    @Test
    default void nothingIsClaimedOnceTheRunIsOver() {
        plans().begin(run(RUN));
        plans().claim(FIRST, claim("fetch", 1));
        assertThat(plans().end(FIRST, Status.CANCELLED)).isTrue();

        assertThat(plans().claim(FIRST, claim("fetch", 2))).isFalse();
        assertThat(plans().claim(FIRST, claim("other", 1))).isFalse();
        assertThat(plans().steps(RUN)).hasSize(1);
    }

    @Test
    default void whatWasClaimedBeforeTheEndMayFinishAfterIt() {
        plans().begin(run(RUN));
        plans().claim(FIRST, claim("fetch", 1));
        plans().end(FIRST, Status.CANCELLED);

        assertThat(plans().finish(FIRST, "fetch", 1, DONE, null)).isTrue();
    }

    @Test
    default void aRunEndsOnce() {
        plans().begin(run(RUN));

        assertThat(plans().end(FIRST, Status.FAILED)).isTrue();
        assertThat(plans().end(FIRST, Status.SUCCEEDED)).isFalse();
        assertThat(plans().run(RUN)).map(PlanRun::status).contains(Status.FAILED);
    }

    @Test
    default void aRunEndsOnlyAsSomethingThatIsOver() {
        plans().begin(run(RUN));

        assertThatThrownBy(() -> plans().end(FIRST, Status.RUNNING)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void nothingTakesEffectThatIsDoneByWhoeverLostTheRun() {
        plans().begin(run(RUN));
        plans().claim(FIRST, claim("fetch", 1));

        assertThat(plans().takeOver(RUN)).contains(new Hold(RUN, 2));

        assertThat(plans().finish(FIRST, "fetch", 1, DONE, null)).isFalse();
        assertThat(plans().claim(FIRST, claim("fetch", 2))).isFalse();
        assertThat(plans().claim(FIRST, claim("other", 1))).isFalse();
        assertThat(plans().end(FIRST, Status.SUCCEEDED)).isFalse();
        assertThat(plans().steps(RUN)).containsExactly(claim("fetch", 1));
        assertThat(plans().run(RUN)).map(PlanRun::status).contains(Status.RUNNING);
    }

    @Test
    default void whoeverTookTheRunOverGoesOnWithIt() {
        plans().begin(run(RUN));
        plans().claim(FIRST, claim("fetch", 1));
        plans().takeOver(RUN);
        var third = plans().takeOver(RUN).orElseThrow();

        assertThat(plans().claim(new Hold(RUN, 2), claim("fetch", 2))).isFalse();
        assertThat(plans().claim(third, claim("fetch", 2))).isTrue();
        assertThat(plans().finish(third, "fetch", 2, DONE, null)).isTrue();
        assertThat(plans().end(third, Status.SUCCEEDED)).isTrue();
    }

    @Test
    default void aRunThatIsOverOrUnknownIsNotTakenOver() {
        assertThat(plans().takeOver(RUN)).isEmpty();
        plans().begin(run(RUN));
        plans().end(FIRST, Status.FAILED);

        assertThat(plans().takeOver(RUN)).isEmpty();
    }

    @Test
    default void listsAttemptsByStepThenByNumber() {
        plans().begin(run(RUN));
        var expected = new ArrayList<StepRun>();
        for (String step : List.of("b", "a", "c")) {
            for (int attempt : List.of(1, 2, 10)) {
                plans().claim(FIRST, claim(step, attempt));
            }
        }
        for (String step : List.of("a", "b", "c")) {
            for (int attempt : List.of(1, 2, 10)) {
                expected.add(claim(step, attempt));
            }
        }

        assertThat(plans().steps(RUN)).isEqualTo(expected);
    }

    @Test
    default void runsDontSeeEachOther() {
        var other = ExecutionId.of("another plan run");
        plans().begin(run(RUN));
        plans().begin(run(other));
        plans().claim(FIRST, claim("fetch", 7));
        plans().end(FIRST, Status.SUCCEEDED);

        assertThat(plans().claim(new Hold(other, 1), claim("fetch", 1))).isTrue();
        assertThatCode(() -> plans().end(new Hold(other, 1), Status.SUCCEEDED)).doesNotThrowAnyException();
    }
}
