package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.Execution;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Recommendation;
import dev.afterwise.Settings;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.Seeded;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A threshold on its way: runs that are told a number, what is found in them, and what the next run makes of it. */
@Timeout(120)
class ThresholdRunTest {
    private static final Subject STEP = Subject.step("triage", "answer");
    private static final Param COMPLEXITY = new Param("complexity", Param.Kind.NUMBER, null);

    /** The small way succeeds up to 5 and the large way above. */
    private static final PlanStep ANSWER = PlanStep.builder("answer")
            .among(List.of(way("small", number -> number <= 5), way("large", number -> number > 5)))
            .env(Map.of("COMPLEXITY", Template.of("${{ params.complexity }}")))
            .build();

    private static final Plan DRAWN = new Plan("triage", List.of(COMPLEXITY), new TreeMap<>(), List.of(ANSWER));

    @TempDir
    private Path folder;

    private final Afterwise afterwise = Afterwise.with(Store.inMemory(), Settings.STANDARD.with(Seeded.random()));

    @AfterEach
    void close() {
        afterwise.close();
    }

    private static Alternative way(String agent, DoublePredicate succeeds) {
        return new Alternative(agent, new Body.Code(agent, env -> {
            if (!succeeds.test(Double.parseDouble(env.getOrDefault("COMPLEXITY", "")))) {
                throw new IllegalStateException("it is not made for this");
            }
            return Map.of();
        }));
    }

    private static Plan declared(double explore) {
        return new Plan(
                "triage",
                List.of(COMPLEXITY),
                new TreeMap<>(Map.of("hard", Threshold.of("complexity > 8"))),
                List.of(ANSWER.edit().threshold("hard", explore).build()));
    }

    private Execution run(Plan plan, double complexity) throws InterruptedException {
        var launch = Launch.in(folder, "").with(new TreeMap<>(Map.of("complexity", Value.of(complexity))));
        PlanResult result = afterwise.execute(plan, launch, Watcher.NOBODY);
        return afterwise.history().execution(result.id()).orElseThrow();
    }

    private void runMany(Plan plan, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            run(plan, 1 + i % 10);
        }
    }

    private String taken(Plan plan, double complexity) throws InterruptedException {
        return String.valueOf(
                run(plan, complexity).steps().getFirst().attempts().getFirst().agent());
    }

    @Test
    void aThresholdIsFoundAdoptedFollowedAndTakenBack() throws Exception {
        runMany(DRAWN, 150);

        Recommendation found = afterwise.learn().getFirst();
        assertThat(found.change()).isEqualTo(new Change.SetThreshold(STEP, "complexity", 5, "large", "small"));
        assertThat(afterwise.learn()).hasSize(1);

        Policy adopted = afterwise.recommendations().apply(found.id()).orElseThrow();
        for (int i = 1; i <= 10; i++) {
            Execution run = run(DRAWN, i);
            assertThat(run.steps().getFirst().attempts().getFirst().agent()).isEqualTo(i > 5 ? "large" : "small");
            assertThat(run.profile().attributes())
                    .containsEntry(Profile.THRESHOLD + "answer", Value.of("complexity > 5"))
                    .containsEntry(Profile.POLICY, Value.of((double) adopted.version()));
        }
        assertThat(afterwise.learn()).containsExactly(found.with(Recommendation.Status.APPLIED));

        assertThat(afterwise
                        .recommendations()
                        .rollBack(found.id())
                        .orElseThrow()
                        .threshold(STEP))
                .isEmpty();
        assertThat(run(DRAWN, 9).profile().attributes()).doesNotContainKey(Profile.THRESHOLD + "answer");
        assertThat(afterwise.learn()).containsExactly(found.with(Recommendation.Status.ROLLED_BACK));
    }

    @Test
    void aThresholdThatProvesItselfOnHalfOfTheRunsIsKeptForAll() throws Exception {
        runMany(DRAWN, 150);
        Recommendation found = afterwise.learn().getFirst();
        afterwise.recommendations().approve(found.id());

        int runs = 0;
        while (afterwise.policy().threshold(STEP).isEmpty() && runs < 1_000) {
            runMany(DRAWN, 20);
            runs += 20;
            afterwise.recommendations().advance();
        }

        Recommendation kept = afterwise.recommendations().find(found.id()).orElseThrow();
        assertThat(kept.status()).isEqualTo(Recommendation.Status.KEPT);
        Evidence realised = Objects.requireNonNull(
                Objects.requireNonNull(kept.measurement()).realised());
        assertThat(.5).as("half of even draws are wrong").isBetween(realised.low(), realised.high());
        assertThat(taken(DRAWN, 9)).isEqualTo("large");
        assertThat(taken(DRAWN, 2)).isEqualTo("small");
        assertThat(afterwise.learn()).containsExactly(kept);
    }

    @Test
    void theThresholdOfAPlanIsMovedIfItIsPassedOverNowAndThen() throws Exception {
        runMany(declared(.3), 300);

        Recommendation found = afterwise.learn().getFirst();
        assertThat(found.change()).isEqualTo(new Change.SetThreshold(STEP, "complexity", 5, "large", "small"));
        assertThat(taken(declared(.3), 8)).isIn("small", "large");

        afterwise.recommendations().apply(found.id());
        assertThat(taken(declared(.3), 6)).isEqualTo("large");
        assertThat(taken(declared(.3), 5)).isEqualTo("small");
    }

    @Test
    void nothingIsSaidWhereAThresholdAlwaysChooses() throws Exception {
        runMany(declared(0), 150);

        assertThat(afterwise.learn()).isEmpty();
        assertThat(run(declared(0), 8.5).profile().attributes())
                .containsEntry(Profile.THRESHOLD + "answer", Value.of("complexity > 8"));
    }

    @Test
    void whatPrefersAnAgentIsNoThreshold() throws Exception {
        Change threshold = new Change.SetThreshold(STEP, "complexity", 2, "large", "small");
        Policy policy = Policy.INITIAL.with(threshold).with(new Change.PreferAgent(STEP, "small"));

        assertThat(Choices.rules(declared(.1), Map.of("complexity", Value.of(7)), policy))
                .isEmpty();
        assertThat(Choices.rules(declared(.1), Map.of("complexity", Value.of(7)), Policy.INITIAL))
                .containsEntry(Profile.THRESHOLD + "answer", Value.of("complexity > 8, explored 0.1"));
        assertThat(Choices.rules(declared(.1), Map.of(), Policy.INITIAL)).isEmpty();
    }
}
