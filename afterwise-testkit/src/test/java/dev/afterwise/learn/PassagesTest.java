package dev.afterwise.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Aim;
import dev.afterwise.Change;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Experiment;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Subject;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.Variant;
import dev.afterwise.learn.experiment.Observation;
import dev.afterwise.learn.experiment.Observation.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassagesTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Subject STEP = Subject.step("nightly", "fetch");
    private static final Change RETRY = new Change.RetryUpTo(STEP, 3);
    private static final Change AGENT = new Change.PreferAgent(STEP, "quick");
    private static final Experiment EXPERIMENT = Experiment.begin(
            "e", STEP, Aim.SUCCESS, List.of(Variant.of("as before", .5), Variant.of("changed", .5)), AT);

    /** A run of a step whose first attempt fails and whose second succeeds, and which fails as a whole. */
    private static Execution run(Profile profile) {
        var origin = new Origin(ExecutionId.of("run"), Source.RECORDED, AT);
        StepId step = StepId.named("fetch");
        var facts = new ArrayList<Fact>();
        facts.add(new Fact.Started(origin, profile, "", AT, About.NOTHING));
        facts.add(new Fact.StepStarted(origin, step, null, new Action.ToolCall("fetch", Payload.NONE)));
        facts.add(new Fact.AttemptStarted(origin, step, 1, "quick", AT));
        facts.add(new Fact.AttemptEnded(origin, step, 1, failed(2), Usage.NONE, Payload.NONE));
        facts.add(new Fact.AttemptStarted(origin, step, 2, "quick", AT.plusSeconds(5)));
        facts.add(new Fact.AttemptEnded(
                origin, step, 2, new Outcome.Succeeded(Duration.ofSeconds(3)), Usage.NONE, Payload.NONE));
        facts.add(new Fact.Ended(origin, failed(10), Usage.NONE.costing(new Money(1_500_000)), Payload.NONE));
        return Execution.of(facts);
    }

    private static Outcome.Failed failed(int seconds) {
        return new Outcome.Failed(
                Duration.ofSeconds(seconds),
                Failure.of(FailureClass.TIMEOUT, Severity.HIGH, Transience.TRANSIENT, "Timeout", "after 5 s"));
    }

    private static Observation only(Change change, Execution execution) {
        List<Observation> all = Passages.of(change, List.of(execution));
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void aRetryIsJudgedByTheEndAndAChoiceByTheFirstAttempt() {
        Execution run = run(Profile.of("nightly"));

        assertThat(only(RETRY, run).result()).isEqualTo(Result.WORKED);
        assertThat(only(AGENT, run).result()).isEqualTo(Result.FAILED);
    }

    @Test
    void timeIsThatOfAllAttemptsAndTheCostThatOfTheRun() {
        Observation passage = only(RETRY, run(Profile.of("nightly")));

        assertThat(passage.seconds()).isEqualTo(5);
        assertThat(passage.cost()).isEqualTo(1.5);
        assertThat(passage.at()).isEqualTo(AT.plusSeconds(10));
    }

    @Test
    void workAsAWholeIsJudgedByItsOutcome() {
        Observation whole = only(new Change.PreferModel(Subject.task("nightly"), "large"), run(Profile.of("nightly")));

        assertThat(whole.result()).isEqualTo(Result.FAILED);
        assertThat(whole.seconds()).isEqualTo(10);
    }

    @Test
    void otherTasksAndRunsThatDidNotComeToTheStepTellNothing() {
        assertThat(Passages.of(RETRY, List.of(run(Profile.of("other"))))).isEmpty();
        assertThat(Passages.of(
                        new Change.RetryUpTo(Subject.step("nightly", "render"), 3),
                        List.of(run(Profile.of("nightly")))))
                .isEmpty();
    }

    @Test
    void anExperimentIsToldOfTheRunsThatItDrew() {
        Profile drawn = Profile.of("nightly").with(EXPERIMENT.attribute(), "changed");
        Profile kept = drawn.with(Experiment.keyAttribute(EXPERIMENT.attribute()), "0a0b");

        assertThat(Passages.of(RETRY, List.of(run(Profile.of("nightly"))), EXPERIMENT))
                .isEmpty();
        assertThat(Passages.of(RETRY, List.of(run(drawn)), EXPERIMENT))
                .extracting(Observation::variant, Observation::key)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "changed", ExecutionId.of("run").hex()));
        assertThat(Passages.of(RETRY, List.of(run(kept)), EXPERIMENT))
                .extracting(Observation::key)
                .containsExactly("0a0b");
    }
}
