package dev.afterwise.plan;

import static dev.afterwise.plan.PlanBench.script;
import static dev.afterwise.plan.PlanBench.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Attempt;
import dev.afterwise.Change;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Policy;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PlanKeysTest {
    private static final Output DIGITS =
            made -> java.util.Optional.of(Value.of(made.text().strip().length()));

    @TempDir
    private Path folder;

    private PlanBench bench;

    @BeforeEach
    void begin() {
        bench = new PlanBench(folder);
    }

    @Test
    void outputsReachTheStepsAfterThem() throws Exception {
        PlanResult result = bench.run(
                script("count", "echo ' 4711 '; printf 'size=12\\nname=a=b\\n' > \"$AFTERWISE_OUTPUT\"")
                        .outputs(Map.of(
                                "raw",
                                Output.TEXT,
                                "digits",
                                DIGITS,
                                "size",
                                Output.written("size"),
                                "name",
                                Output.written("name")))
                        .build(),
                script("use", "printf '%s' \"$GOT\" > got")
                        .needs(List.of("count"))
                        .env(
                                Map.of(
                                        "GOT",
                                        template(
                                                "${{ steps.count.outputs.raw }}/${{ steps.count.outputs.digits }}/${{ steps.count.outputs.size }}/${{ steps.count.outputs.name }}/${{ steps.count.outcome }}")))
                        .build());

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(folder.resolve("got")).hasContent("4711/4/12/a=b/succeeded");
    }

    @Test
    void anOutputThatIsMissingFailsTheStep() throws Exception {
        PlanResult result = bench.run(script("count", "true")
                .outputs(Map.of("size", Output.written("size")))
                .build());

        assertThat(failure(result, "count").failureClass()).isEqualTo(FailureClass.VALIDATION);
        assertThat(failure(result, "count").message())
                .isEqualTo("The output 'size' must be in what was made (file), but isn't.");
    }

    @Test
    void theFileForOutputsIsGoneAfterwards() throws Exception {
        bench.run(script("count", "echo x=1 > \"$AFTERWISE_OUTPUT\"; echo \"$AFTERWISE_OUTPUT\" > where")
                .outputs(Map.of("x", Output.written("x")))
                .build());

        assertThat(Path.of(Files.readString(folder.resolve("where")).strip())).doesNotExist();
    }

    @Test
    void aStepWhoseConditionDoesNotHoldIsSkippedAndTheRunGoesOn() throws Exception {
        PlanResult result = bench.run(
                script("never", "touch never").condition(Expression.of("1 > 2")).build(),
                script("after", "printf '%s' \"$HOW\" > how")
                        .needs(List.of("never"))
                        .env(Map.of("HOW", template("${{ steps.never.outcome }}${{ steps.never.outputs.x }}")))
                        .build());

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(result.steps().get("never")).isEqualTo(new StepEnd.Skipped("its condition (1 > 2) does not hold"));
        assertThat(folder.resolve("never")).doesNotExist();
        assertThat(folder.resolve("how")).hasContent("skipped");
        assertThat(bench.execution().events())
                .extracting(event -> event.payload().json())
                .containsExactly("\"never: its condition (1 > 2) does not hold\"");
    }

    @Test
    void aConditionThatCannotBeWorkedOutFailsTheStep() throws Exception {
        PlanResult result = bench.run(
                script("odd", "touch never").condition(Expression.of("'a' > 2")).build());

        assertThat(failure(result, "odd").message())
                .isEqualTo("Only numbers can be compared by '>', but this is ('a').");
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void aCheckThatDoesNotHoldFailsTheStepAndSaysWithWhat() throws Exception {
        PlanResult result = bench.run(script("score", "echo 12345")
                .outputs(Map.of("digits", DIGITS))
                .success(List.of(Expression.of("outputs.digits >= 2"), Expression.of("outputs.digits >= 8")))
                .build());

        assertThat(failure(result, "score").message())
                .isEqualTo("The check (outputs.digits >= 8) must hold, but does not: outputs.digits is 5.");
    }

    @Test
    void checksHaveTheLastWordAboutExitCodes() throws Exception {
        PlanResult result = bench.run(
                script("one", "exit 1")
                        .success(List.of(Expression.of("exit in [0, 1]")))
                        .build(),
                script("two", "exit 2")
                        .success(List.of(Expression.of("exit in [0, 1]")))
                        .build(),
                script("three", "exit 1")
                        .success(List.of(Expression.of("text == ''")))
                        .build());

        assertThat(status(result, "one")).isEqualTo(Status.SUCCEEDED);
        assertThat(failure(result, "two").message()).contains("exit is 2");
        assertThat(failure(result, "three").type()).isEqualTo("exit 1");
    }

    @Test
    void aStepThatIsNotCriticalDoesNotFailTheRun() throws Exception {
        PlanResult result = bench.run(
                script("nice", "echo no such thing >&2; exit 1").critical(false).build(),
                script("after", "touch after").needs(List.of("nice")).build());

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(status(result, "nice")).isEqualTo(Status.FAILED);
        assertThat(folder.resolve("after")).exists();
    }

    @Test
    void aStepThatIsNotParallelRunsAlone() throws Exception {
        var steps = new java.util.ArrayList<PlanStep>();
        for (int i = 0; i < 6; i++) {
            // Whoever runs beside 'alone' would find its mark.
            steps.add(script("beside" + i, "sleep 0.02; [ ! -e busy ]").build());
        }
        steps.add(
                3,
                script("alone", "touch busy; sleep 0.1; rm busy")
                        .parallel(false)
                        .build());

        PlanResult result = bench.run(steps.toArray(PlanStep[]::new));

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void parametersReachCommandsAndTheHistory() throws Exception {
        var plan = new Plan(
                "told",
                List.of(
                        new Param("who", Param.Kind.TEXT, null),
                        new Param("complexity", Param.Kind.NUMBER, Value.of(5))),
                Collections.emptySortedMap(),
                List.of(script("say", "printf '%s' \"$WHO $HARD\" > said")
                        .env(Map.of("WHO", template("${{ params.who }}"), "HARD", template("${{ params.complexity }}")))
                        .build()));

        bench.run(plan, plan.values(Map.of("who", "me")), Policy.INITIAL);

        assertThat(folder.resolve("said")).hasContent("me 5");
        assertThat(bench.execution().profile().attributes()).containsEntry("who", Value.of("me"));
        assertThat(bench.execution().profile().complexity()).isEqualTo(5);
    }

    @Test
    void everythingThatIsWrongWithParametersIsSaidAtOnce() {
        var plan = new Plan(
                "told",
                List.of(
                        new Param("n", Param.Kind.NUMBER, null),
                        new Param("b", Param.Kind.BOOLEAN, Value.of("true")),
                        new Param("t", Param.Kind.TEXT, Value.of(""))),
                Collections.emptySortedMap(),
                List.of(script("a", "true").build()));

        assertThatThrownBy(() -> plan.values(new TreeMap<>(Map.of("n", "7,5", "b", "yes", "t", "a\0b", "x", "1"))))
                .hasMessage("""
                        The parameter (n) must be a number, but it is (7,5).
                        The parameter (b) must be true or false, but it is (yes).
                        The parameter (t) must be text, but it holds the character U+0000.
                        The plan (told) has no parameter (x), only n, b, t.""");
        assertThatThrownBy(() -> plan.values(Map.of()))
                .hasMessage("The plan (told) must be told n, but nothing was said.");
    }

    @Test
    void aThresholdRoutesAndTheAdoptedOneWins() throws Exception {
        var plan = new Plan(
                "route",
                List.of(new Param("complexity", Param.Kind.NUMBER, null)),
                new TreeMap<>(Map.of("hard", Threshold.of("complexity > 7"))),
                List.of(
                        PlanStep.builder("solve")
                                .among(List.of(
                                        new Alternative("quick", new Body.Command(List.of("true"))),
                                        new Alternative("thorough", new Body.Command(List.of("true")))))
                                .threshold("hard", 0)
                                .build(),
                        script("note", "printf '%s' \"$HARD\" > hard")
                                .needs(List.of("solve"))
                                .env(Map.of("HARD", template("${{ thresholds.hard }}")))
                                .build()));
        Policy lowered = Policy.INITIAL.with(
                new Change.SetThreshold(Subject.step("route", "solve"), "complexity", 3, "thorough", "quick"));

        assertThat(agent(plan, 7, Policy.INITIAL)).isEqualTo("quick");
        assertThat(folder.resolve("hard")).hasContent("false");
        assertThat(agent(plan, 7.5, Policy.INITIAL)).isEqualTo("thorough");
        assertThat(agent(plan, 7, lowered)).isEqualTo("thorough");
        assertThat(folder.resolve("hard")).hasContent("true");
        assertThat(agent(plan, 3, lowered)).isEqualTo("quick");
    }

    private String agent(Plan plan, double complexity, Policy policy) throws InterruptedException {
        bench.run(plan, Map.of("complexity", Value.of(complexity)), policy);
        return String.valueOf(
                bench.execution().steps().getFirst().attempts().getFirst().agent());
    }

    @Test
    void javaCodeIsAStep() throws Exception {
        PlanResult result = bench.run(
                PlanStep.of("add", new Body.Code("add", env -> Map.of("sum", Value.of(3))))
                        .edit()
                        .outputs(Map.of("sum", Output.written("sum")))
                        .build(),
                PlanStep.of("throw", new Body.Code("throw", env -> {
                    throw new java.io.FileNotFoundException("no such file");
                })),
                script("use", "[ \"$SUM\" = 3 ]")
                        .needs(List.of("add"))
                        .env(Map.of("SUM", template("${{ steps.add.outputs.sum }}")))
                        .build());

        assertThat(status(result, "use")).isEqualTo(Status.SUCCEEDED);
        assertThat(failure(result, "throw").failureClass()).isEqualTo(FailureClass.NOT_FOUND);
    }

    @Test
    void javaCodeThatTakesTooLongIsInterrupted() throws Exception {
        var interrupted = new java.util.concurrent.CountDownLatch(1);
        PlanResult result = bench.run(PlanStep.of("sleep", new Body.Code("sleep", env -> {
                    try {
                        new java.util.concurrent.CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return Map.of();
                }))
                .within(Duration.ofMillis(50)));

        assertThat(failure(result, "sleep").failureClass()).isEqualTo(FailureClass.TIMEOUT);
        interrupted.await();
    }

    @Test
    void aScriptEndsAtItsFirstFailure() throws Exception {
        PlanResult result =
                bench.run(script("s", "touch one\nfalse\ntouch two\n").build());

        assertThat(failure(result, "s").type()).isEqualTo("exit 1");
        assertThat(folder.resolve("one")).exists();
        assertThat(folder.resolve("two")).doesNotExist();
    }

    @Test
    void outputsAndParametersSurviveAResume() throws Exception {
        PlanStep first = script("first", "echo once >> log; echo 42")
                .outputs(Map.of("n", Output.TEXT))
                .build();
        PlanStep second = script("second", "[ -e ready ] && printf '%s' \"$N\" > n")
                .needs(List.of("first"))
                .env(Map.of("N", template("${{ steps.first.outputs.n }}")))
                .onError(List.of(new OnError(java.util.Set.of(), new OnError.Reaction.Escalate())))
                .build();

        PlanResult waiting = bench.run(first, second);
        Files.createFile(folder.resolve("ready"));
        PlanResult done = bench.resume(waiting, first, second);

        assertThat(waiting.isWaiting()).isTrue();
        assertThat(waiting.steps().get("second")).isInstanceOf(StepEnd.Waiting.class);
        assertThat(done.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(folder.resolve("log")).hasContent("once");
        assertThat(folder.resolve("n")).hasContent("42");
        assertThat(bench.execution().steps())
                .filteredOn(step -> step.action().name().equals("second"))
                .flatExtracting(Step::attempts)
                .extracting(Attempt::number)
                .containsExactly(1, 2);
    }

    private static Status status(PlanResult result, String step) {
        if (result.steps().get(step) instanceof StepEnd.Made(Outcome.Ended outcome, var outputs)) {
            return outcome.status();
        }
        throw new AssertionError(
                step + " should have been made, but: " + result.steps().get(step));
    }

    private static Failure failure(PlanResult result, String step) {
        if (result.steps().get(step) instanceof StepEnd.Made(Outcome.Failed(var took, Failure failure), var outputs)) {
            return failure;
        }
        throw new AssertionError(
                step + " should have failed, but: " + result.steps().get(step));
    }
}
