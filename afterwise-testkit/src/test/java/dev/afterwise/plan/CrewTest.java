package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Policy;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.Workspace;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.plan.PlanAgent.Done;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that ask a model, call Java code by its name, or only look. */
class CrewTest {
    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final List<ModelClient.Question> questions = new ArrayList<>();

    private PlanResult run(Crew crew, PlanStep... steps) throws InterruptedException {
        return run(crew, new Plan("plan", List.of(steps)));
    }

    private PlanResult run(Crew crew, Plan plan) throws InterruptedException {
        var runner = new PlanRunner(
                Store.inMemory().workspace(Workspace.DEFAULT).plans(),
                facts -> {},
                PlanLimits.DEFAULT,
                Care.of(new Guards(time, Seeded.random()), time, Seeded.random()),
                time,
                Seeded.random(),
                Map.of(),
                crew);
        return runner.run(plan, Launch.in(folder, ""), Policy.INITIAL, Watcher.NOBODY);
    }

    private static Crew having(String name, PlanAgent agent) {
        return Crew.NONE.with(name, agent);
    }

    private ModelClient answering(String text) {
        return new ModelClient() {
            @Override
            public boolean knows(String model) {
                return model.equals("small");
            }

            @Override
            public Answer ask(Question question) {
                questions.add(question);
                return new Answer(text, Usage.tokens(10, 20).costing(Money.dollars("0.01")));
            }
        };
    }

    private static PlanStep.Builder prompt(String id, String text) {
        return PlanStep.builder(id).body(new Body.Prompt("small", Template.of(text)));
    }

    private static SortedMap<String, Template> with(String name, String text) {
        return new TreeMap<>(Map.of(name, Template.of(text)));
    }

    private static SortedMap<String, Value> outputs(PlanResult result, String step) {
        assertThat(result.steps().get(step)).isInstanceOf(StepEnd.Made.class);
        return ((StepEnd.Made) Objects.requireNonNull(result.steps().get(step))).outputs();
    }

    private static Outcome.Failed failure(PlanResult result) {
        assertThat(result.outcome()).isInstanceOf(Outcome.Failed.class);
        return (Outcome.Failed) result.outcome();
    }

    @Test
    void aModelIsAskedWhatThePlanSays() throws InterruptedException {
        PlanResult result = run(
                Crew.NONE.with(answering(" forty-two \n")),
                prompt("ask", "What is ${{ run.id }}?")
                        .outputs(Map.of("answer", Output.TEXT))
                        .timeout(Duration.ofSeconds(5))
                        .build());
        assertThat(outputs(result, "ask")).containsEntry("answer", Value.of("forty-two"));
        assertThat(questions)
                .containsExactly(new ModelClient.Question(
                        "small", null, "What is " + result.id() + "?", 1_024, Duration.ofSeconds(5)));
    }

    @Test
    void javaCodeGetsValuesAndMakesOutputs() throws InterruptedException {
        var jobs = new ArrayList<PlanAgent.Job>();
        Crew crew = having("double", job -> {
            jobs.add(job);
            return job.with().get("n") instanceof Value.Numeric(double n)
                    ? Done.of(Map.of("twice", Value.of(2 * n)))
                    : Done.of("no number");
        });
        PlanStep first = PlanStep.builder("first")
                .body(new Body.Code("seven", env -> Map.of("n", Value.of(7))))
                .outputs(Map.of("n", Output.written("n")))
                .build();
        PlanStep second = PlanStep.builder("second")
                .needs(List.of("first"))
                .body(new Body.Agent("double", with("n", "${{ steps.first.outputs.n }}")))
                .env(with("WORD", "a"))
                .outputs(Map.of("twice", Output.written("twice")))
                .build();
        PlanResult result = run(crew, first, second);
        assertThat(outputs(result, "second")).containsEntry("twice", Value.of(14));
        assertThat(jobs.getFirst().env()).containsEntry("WORD", "a");
        assertThat(jobs.getFirst().parent().execution()).isEqualTo(result.id());
    }

    @Test
    void whatJavaCodeThrowsIsClassified() throws InterruptedException {
        Crew crew = having("fetch", job -> {
            throw new IOException("Connection refused");
        });
        PlanResult result = run(crew, PlanStep.of("s", new Body.Agent("fetch", new TreeMap<>())));
        assertThat(failure(result).failure().failureClass()).isEqualTo(FailureClass.CONNECTION);
    }

    @Test
    void javaCodeThatTakesTooLongIsInterrupted() throws InterruptedException {
        var never = new CountDownLatch(1);
        Crew crew = having("hang", job -> {
            never.await();
            return Done.of("");
        });
        PlanStep hanging =
                PlanStep.of("s", new Body.Agent("hang", new TreeMap<>())).within(Duration.ofMillis(30));
        assertThat(failure(run(crew, hanging)).failure().failureClass()).isEqualTo(FailureClass.TIMEOUT);
    }

    @Test
    void nothingIsRunWhenSomebodyIsMissing() {
        var ran = new ArrayList<String>();
        PlanStep first = PlanStep.of("first", new Body.Code("note", env -> {
            ran.add("first");
            return Map.of();
        }));
        assertThatThrownBy(() -> run(
                        having("other", job -> Done.of("")),
                        first,
                        prompt("ask", "a").build(),
                        PlanStep.of("call", new Body.Agent("sort", new TreeMap<>()))))
                .isInstanceOf(MissingCrewException.class)
                .hasMessage("""
                        The model (small) of the step (ask) must be known to somebody who can ask it, but there is nobody.
                        The agent (sort) of the step (call) must be registered, but only other are.""");
        assertThat(ran).isEmpty();
    }

    @Test
    void aModelThatNobodyKnowsIsMissing() {
        PlanStep ask = PlanStep.of("ask", new Body.Prompt("large", Template.of("a")));
        assertThatThrownBy(() -> run(Crew.NONE.with(answering("")), ask))
                .hasMessageContaining("The model (large) of the step (ask)")
                .hasMessageContaining("but nobody knows it.");
    }

    private static PlanStep check(String... checks) {
        return PlanStep.of(
                "ready",
                new Body.Check(List.of(checks).stream().map(Expression::of).toList()));
    }

    @Test
    void aCheckpointThatHoldsLetsTheRunGoOn() throws InterruptedException {
        assertThat(run(Crew.NONE, check("run.id != ''", "!exists('nothing')")).outcome())
                .isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void aCheckpointThatDoesNotHoldEndsItAtOnce() throws InterruptedException {
        PlanStep expensive = PlanStep.of("expensive", new Body.Code("never", env -> Map.of()))
                .needing("ready");
        PlanResult result = run(Crew.NONE, check("run.id != ''", "run.id == 'other'"), expensive);
        assertThat(failure(result).failure().failureClass()).isEqualTo(FailureClass.VALIDATION);
        assertThat(failure(result).failure().message())
                .startsWith("step 'ready': The check (run.id == 'other') must hold, but does not: run.id is ");
        assertThat(result.left()).containsExactly("expensive");
    }

    @Test
    void healingThatIsOffTriesNothing() throws InterruptedException {
        var tries = new ArrayList<String>();
        PlanStep flaky = PlanStep.builder("s")
                .body(new Body.Code("flaky", env -> {
                    tries.add("first");
                    throw new ConnectException("refused");
                }))
                .retry(Retries.NONE.withMax(3))
                .fallback(new Body.Code("other", env -> {
                    tries.add("other");
                    return Map.of();
                }))
                .heal(Healing.OFF)
                .build();
        assertThat(run(Crew.NONE, flaky).outcome()).isInstanceOf(Outcome.Failed.class);
        assertThat(tries).containsExactly("first");
    }

    @Test
    void healingIsBoundedToTheWaysThatAreAllowed() throws InterruptedException {
        var tries = new ArrayList<String>();
        PlanStep flaky = PlanStep.builder("s")
                .body(new Body.Code("flaky", env -> {
                    tries.add("first");
                    throw new ConnectException("refused");
                }))
                .retry(Retries.NONE.withMax(3))
                .fallback(new Body.Code("other", env -> {
                    tries.add("other");
                    return Map.of();
                }))
                .heal(Healing.only(Healing.Way.FALLBACK))
                .build();
        assertThat(run(Crew.NONE, flaky).outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(tries).containsExactly("first", "other");
    }

    @Test
    void servicesAreLookedForOnlyWhereThePlanNeedsThem() {
        var plain = new Plan("plan", List.of(check("run.id != ''")));
        assertThat(Crew.NONE.completedFor(plain)).isSameAs(Crew.NONE);
        var nested = new Plan("plan", List.of(PlanStep.of("s", new Body.Nested("p.yaml", new TreeMap<>()))));
        assertThat(Crew.NONE.missing(nested))
                .containsExactly(
                        "The plan (p.yaml) of the step (s) must be read by somebody, but nobody here reads plans.");
    }
}
