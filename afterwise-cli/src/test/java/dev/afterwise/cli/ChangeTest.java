package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");

    @TempDir
    Path folder;

    /** An execution each minute, of which fewer succeed from one on. */
    private static String history(int n, int change) {
        var random = new SplittableRandom(2026);
        return IntStream.range(0, n)
                .mapToObj(i -> """
                        {"task": "build", "started": "%s", "duration_ms": %d, "outcome": "%s", "attributes": {"version": "%s"}}
                        """.formatted(
                        MONDAY.plus(Duration.ofMinutes(i)),
                        500 + random.nextInt(1_000),
                        random.nextDouble() < (i < change ? .95 : .6) ? "succeeded" : "failed",
                        i < change ? "2.2" : "2.3").strip())
                .collect(Collectors.joining("\n"));
    }

    private Cli cli(int n, int change) {
        var cli = new Cli(folder).write("history.jsonl", history(n, change));
        cli.run("import", "history.jsonl").exits(0);
        return cli;
    }

    @Test
    void saysWhenSuccessFellAndWhatChangedWithIt() {
        Cli cli = cli(1_000, 800);
        var answer = cli.json("degradations").exits(0);
        assertThat(answer.rows("degradations")).singleElement().satisfies(row -> {
            assertThat(row)
                    .containsEntry("task", "build")
                    .containsEntry("aspect", "success")
                    .containsEntry("direction", "worse")
                    .containsEntry("severity", "high")
                    .containsEntry("until", null)
                    .containsKeys("at", "earliest", "latest", "low", "high", "p_value", "before", "after", "examples");
            assertThat(row.get("because")).asString().contains("success of 'build' fell by", "version=2.3");
            assertThat((List<?>) row.get("examples")).hasSize(5);
        });
        assertThat(answer.rows("baselines"))
                .extracting(row -> row.get("aspect"))
                .contains("success", "duration");
        assertThat(cli.run("degradations").exits(0).out()).contains("points", "version=2.3 (from 0 % to ");
        assertThat(cli.json("degradations", "--task", "other").exits(6).rows("degradations"))
                .isEmpty();
    }

    @Test
    void keepsSilentWhereNothingChanges() {
        assertThat(cli(600, 600).run("degradations", "--all").exits(0).out()).contains("Nothing got worse");
    }

    @Test
    void saysThatThereIsNotEnoughHistory() {
        assertThat(cli(20, 20).run("degradations").exits(6).out()).contains("40 executions");
        assertThat(new Cli(folder.resolve("empty")).run("degradations").exits(6))
                .isNotNull();
    }

    @Test
    void raisesAnAlertOnceAndListsIt() {
        Cli cli = cli(1_000, 800).write("afterwise.yaml", """
                alerts:
                  rules:
                    failing: {task: build, success: 0.9, over: 2h}
                    slow: {p95: 1m}
                """);
        assertThat(cli.run("alerts").exits(0).out()).contains("No alert was raised.");
        var raised = cli.json("alerts", "check").exits(1).rows("alerts");
        assertThat(raised).extracting(row -> row.get("about")).containsExactlyInAnyOrder("threshold", "change");
        cli.run("alerts", "check").exits(0);
        assertThat(cli.json("alerts").exits(0).rows("alerts"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).containsEntry("times", number("1")));
        assertThat(cli.json("alerts", "list", "--about", "change").exits(0).rows("alerts"))
                .hasSize(1);
    }

    @Test
    void saysWhatIsWrongWithRules() {
        Cli cli = cli(50, 50).write("afterwise.yaml", """
                alerts:
                  rules:
                    one: {success: 2}
                    two: {over: 1h}
                    three: {cost: much}
                    four: {p95: 2s, over: 40d}
                """);
        assertThat(cli.run("alerts", "check").exits(2).err())
                .contains("'success' must be a number from 0 to 1", "must have", "'cost' must be", "'over' must be");
    }
}
