package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final String WELL = """
            version: 1
            name: greet
            steps:
              - id: here
                run: [sh, -c, "test -f plan.yaml"]
              - id: again
                needs: [here]
                run: [sh, -c, "test -f second || { touch second; echo 'connection refused' >&2; exit 1; }"]
                retry: {max: 1, base: 1ms, cap: 1ms}
            """;
    private static final String BROKEN = """
            version: 1
            name: broken
            steps:
              - id: fail
                run: [sh, -c, "echo 'no such table' >&2; exit 3"]
              - id: after
                needs: [fail]
                run: ["true"]
            """;
    private static final String HANGING = """
            version: 1
            name: hang
            steps:
              - id: wait
                run: [sh, -c, "touch begun; exec sleep 600"]
            """;

    @TempDir
    Path folder;

    @Test
    void runsInTheFolderOfThePlanAndRecordsEveryAttempt() throws IOException {
        Files.createDirectory(folder.resolve("plans"));
        var cli = new Cli(folder).write("plans/plan.yaml", WELL);
        var result = cli.json("run", "plans/plan.yaml").exits(0);
        assertThat(result.json()).containsEntry("schema", "afterwise.run/v1").containsEntry("outcome", "succeeded");
        assertThat(result.rows("steps"))
                .extracting(step -> step.get("step"), step -> step.get("attempts"), step -> step.get("outcome"))
                .containsExactly(tuple("here", number("1"), "succeeded"), tuple("again", number("2"), "succeeded"));
        String id = String.valueOf(result.json().get("id"));
        assertThat(cli.json("history", "show", id).exits(0).json())
                .containsEntry("task", "greet")
                .extractingByKey("steps", LIST)
                .last(MAP)
                .extractingByKey("attempts", LIST)
                .first(MAP)
                .extractingByKey("recovery", MAP)
                .containsEntry("strategy", "retry");
        assertThat(cli.run("history", "show", id).out()).contains("connection refused", "retry after");
    }

    @Test
    void tellsWhatHappensMeanwhileOnTheStandardError() {
        var cli = new Cli(folder).write("plan.yaml", WELL);
        var result = cli.run("run", "plan.yaml").exits(0);
        assertThat(result.err())
                .contains("✓ here: attempt 1 succeeded in ")
                .contains("✗ again: attempt 1 failed after ", "(connection): connection refused")
                .contains("↻ again: retry in ", "✓ again: attempt 2 succeeded in ");
        assertThat(result.out()).contains("STEP", "again", "succeeded").containsPattern("run +[0-9a-f]{32}\n");
        assertThat(cli.run("run", "plan.yaml", "-o", "none").exits(0))
                .satisfies(quiet -> assertThat(quiet.out() + quiet.err()).isEmpty());
    }

    @Test
    void drawsATreeOnATerminal() {
        var result = new Cli(folder).panel(60, 24).write("plan.yaml", WELL).run("run", "plan.yaml", "--color", "never");
        assertThat(result.err())
                .contains(
                        "├─ · here",
                        "└─ · again  needs here",
                        "├─ ● here",
                        "├─ ✓ here succeeded in ",
                        "└─ ✓ again succeeded")
                .contains("\u001b[3A", "greet  ", "2 of 2 steps");
        assertThat(result.err().lines().map(line -> line.replaceAll("\u001b\\[[0-9]*[A-Z]", "")))
                .allSatisfy(line -> assertThat(line.strip()).hasSizeLessThan(60));
    }

    @Test
    void tellsEventsOnALineEachWhileItRuns() {
        var result = new Cli(folder)
                .write("plan.yaml", WELL)
                .run("run", "plan.yaml", "-o", "jsonl")
                .exits(0);
        assertThat(result.err()).isEmpty();
        assertThat(result.jsonLines())
                .allSatisfy(event -> assertThat(event)
                        .containsEntry("schema", "afterwise.run.event/v1")
                        .containsKey("at"))
                .extracting(event -> event.get("event"), event -> event.get("step"))
                .containsSubsequence(
                        tuple("attempt_started", "here"),
                        tuple("attempt_ended", "here"),
                        tuple("attempt_started", "again"),
                        tuple("attempt_ended", "again"),
                        tuple("attempt_started", "again"),
                        tuple("attempt_ended", "again"),
                        tuple("run_ended", null));
        assertThat(result.jsonLines().getLast())
                .containsEntry("outcome", "succeeded")
                .containsKeys("id", "steps");
    }

    @Test
    void aSmallTerminalShowsWhatGoesOn() {
        var steps = new StringBuilder("version: 1\nname: many\nsteps:\n");
        for (int i = 0; i < 18; i++) {
            steps.append("  - {id: s%d, run: ['true']}\n".formatted(i));
        }
        var result = new Cli(folder)
                .panel(60, 8)
                .write("plan.yaml", steps.toString())
                .run("run", "plan.yaml", "--color", "never");
        assertThat(result.exits(0).err()).contains("├─ · s0", "└─ · 13 more", "├─ ✓ 18 behind it", "18 of 18 steps");
    }

    @Test
    void failsWithThePlan() {
        var cli = new Cli(folder).write("plan.yaml", BROKEN);
        var result = cli.run("run", "plan.yaml").exits(1);
        assertThat(result.err())
                .contains("✗ fail: attempt 1 failed", "no such table", "- after: not begun, because step 'fail'");
        assertThat(result.out()).contains("failed", "not_begun", "exit 3");
        assertThat(cli.json("history", "errors").rows("errors")).hasSize(1);
    }

    @Test
    void sayWhatIsWrongWithAPlanAllAtOnceAndMakeNoStore() {
        var cli = new Cli(folder)
                .write("bad.yaml", "version: 1\nname: x\nsteps:\n  - id: a\n    rnu: [x]\n    needs: [b]\n");
        var result = cli.run("run", "bad.yaml").exits(2);
        assertThat(result.err()).contains("bad.yaml:5:5: ", "did you mean 'run'?", "bad.yaml:6:13: ");
        assertThat(result.out()).isEmpty();
        assertThat(cli.json("run", "bad.yaml").exits(2).error())
                .containsEntry("schema", "afterwise.error/v1")
                .containsEntry("exit_code", number("2"))
                .extractingByKey("problems", LIST)
                .last(MAP)
                .containsEntry("line", number("6"))
                .containsEntry("column", number("13"));
        assertThat(cli.store()).doesNotExist();
    }

    @Test
    void aPlanMustBeAFileThatIsThere() {
        var cli = new Cli(folder);
        assertThat(cli.run("run", "plan.yaml").exits(3).err()).contains("plan.yaml");
        assertThat(cli.run("run", ".").exits(2).err()).contains("folder");
        assertThat(cli.run("run").exits(2).err()).contains("PLAN");
        assertThat(cli.store()).doesNotExist();
    }

    @Test
    void limitsComeFromTheEnvironment() {
        var cli = new Cli(folder).write("plan.yaml", WELL).env("AFTERWISE_MAX_PLAN_STEPS", "1");
        assertThat(cli.run("run", "plan.yaml").exits(2).err()).contains("plan.yaml:", "1");
        cli.env("AFTERWISE_MAX_PLAN_STEPS", "").env("AFTERWISE_MAX_CONCURRENCY", "many");
        assertThat(cli.run("run", "plan.yaml").exits(2).err()).contains("AFTERWISE_MAX_CONCURRENCY", "many");
        assertThat(cli.env("AFTERWISE_MAX_CONCURRENCY", "65")
                        .run("run", "plan.yaml")
                        .exits(2)
                        .err())
                .contains("65");
        assertThat(cli.env("AFTERWISE_MAX_CONCURRENCY", "1")
                        .run("run", "plan.yaml")
                        .exits(0)
                        .out())
                .contains("greet");
    }

    @Test
    void runsNothingWhenTheStoreCanNotBeOpened() {
        var cli = new Cli(folder).write("plan.yaml", WELL).write("notours.db", "this is no history\n".repeat(100));
        var result = cli.run("run", "plan.yaml", "--store", "notours.db").exits(4);
        assertThat(result.err()).contains("notours.db");
        assertThat(cli.file("second")).doesNotExist();
        assertThat(cli.file("notours.db")).content().startsWith("this is no history");
    }

    @Test
    void recordsARunThatIsInterruptedAsCancelled() throws Exception {
        var cli = new Cli(folder).write("plan.yaml", HANGING);
        var done = new CompletableFuture<Cli.Result>();
        Thread running = Thread.ofPlatform().start(() -> done.complete(cli.run("run", "plan.yaml")));
        while (!Files.exists(cli.file("begun")) && running.isAlive()) {
            Thread.onSpinWait();
        }
        running.interrupt();
        assertThat(done.get(30, TimeUnit.SECONDS).exits(130).err()).contains("interrupted");
        assertThat(cli.json("history", "list").rows("executions"))
                .singleElement()
                .satisfies(run -> assertThat(run).containsEntry("outcome", "cancelled"));
    }
}
