package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalWorkflowsTest {
    @TempDir
    Path folder;

    private Cli workflows() throws Exception {
        Files.createDirectories(folder.resolve("in"));
        var cli = new Cli(folder);
        for (int run = 1; run <= 4; run++) {
            cli.write("in/long-%d.json".formatted(run), lateChain("long-" + run, 2 + run / 10.0));
        }
        return cli.write("in/LICENSE", "not a workflow");
    }

    /** First come, first served begins the chain last. */
    private static String lateChain(String name, double seconds) {
        return """
                {"name": "%s", "tasks": [
                  {"id": "a", "task": "side", "duration_s": %s, "needs": [], "input_bytes": 10, "machine": "m1"},
                  {"id": "b", "task": "side", "duration_s": %s, "needs": [], "input_bytes": 10},
                  {"id": "c", "task": "first", "duration_s": %s, "needs": [], "input_bytes": null},
                  {"id": "d", "task": "second", "duration_s": %s, "needs": ["c"]}]}""".formatted(name, seconds, seconds, seconds, seconds);
    }

    @Test
    void playsRunsInTheOrderThatIsPlanned() throws Exception {
        var answer = workflows().json("eval", "schedule", "in", "-k", "1,2").exits(0);
        assertThat(answer.json())
                .containsOnlyKeys("schema", "runs", "k")
                .containsEntry("schema", "afterwise.eval.schedule/v1");
        Map<?, ?> k = (Map<?, ?>) Objects.requireNonNull(answer.json().get("k"));
        assertThat(k.keySet()).isEqualTo(Set.of("1", "2"));
        assertThat(ratio(k, "1", "fifo")).isEqualTo(1);
        assertThat(ratio(k, "2", "fifo")).isEqualTo(1.5);
        assertThat(ratio(k, "2", "known")).isEqualTo(1);
        assertThat(ratio(k, "2", "learned")).isEqualTo(1);
    }

    private static double ratio(Map<?, ?> k, String workers, String way) {
        Map<?, ?> ways = (Map<?, ?>) Objects.requireNonNull(k.get(workers));
        return new BigDecimal(String.valueOf(ways.get(way))).doubleValue();
    }

    @Test
    void plansWithWhatIsTypicalWhereAnApplicationHasOneRun() throws Exception {
        var cli = workflows().write("in/other.json", lateChain("other", 5));
        assertThat(cli.json("eval", "schedule", "in", "-k", "2").exits(0).json())
                .containsKey("k");
        assertThat(cli.json("eval", "duration", "in").exits(0).rows("apps"))
                .extracting(row -> row.get("app"))
                .containsExactly("long");
    }

    @Test
    void saysHowFarOffExpectedDurationsAre() throws Exception {
        var answer = workflows().json("eval", "duration", "in").exits(0);
        assertThat(answer.json()).containsOnlyKeys("schema", "apps", "mean");
        assertThat(answer.rows("apps").getFirst()).containsOnlyKeys("app", "n", "mdape", "within25", "cover80");
        assertThat(((Map<?, ?>) Objects.requireNonNull(answer.json().get("mean"))).keySet())
                .isEqualTo(Set.of("mdape", "within25", "cover80"));
    }

    @Test
    void saysThatOneRunIsTooLittle() throws Exception {
        Files.createDirectories(folder.resolve("in"));
        var cli = new Cli(folder).write("in/a.json", lateChain("a-1", 3));
        assertThat(cli.run("eval", "duration", "in").exits(6).out()).contains("two runs");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        Files.createDirectories(folder.resolve("in"));
        var cli = new Cli(folder);
        assertThat(cli.run("eval", "schedule", "in").exits(3).err()).contains("*.json");
        assertThat(cli.run("eval", "schedule", "absent").exits(3).err()).contains("absent");
        assertThat(cli.run("eval", "schedule", "in", "-k", "0").exits(2).err()).contains("-k", "(0)");
        assertThat(cli.run("eval", "schedule", "in", "-k", "many").exits(2).err())
                .contains("many");
        refused(cli, "[]", "must be a JSON object");
        refused(cli, "{\"name\": \"a\"}", "'tasks'");
        refused(cli, "{\"name\": \"a\", \"tasks\": []}", "must have tasks");
        refused(cli, task("\"task\": \"t\", \"duration_s\": -1, \"needs\": []"), "'duration_s'");
        refused(cli, task("\"duration_s\": 1, \"needs\": []"), "'task'");
        refused(cli, task("\"task\": \"t\", \"duration_s\": 1, \"needs\": [\"x\"]"), "needs 'x'");
        refused(cli, task("\"task\": \"t\", \"duration_s\": 1, \"needs\": [\"1\"]"), "circle");
        refused(cli, "{\"name\": \"a\", \"tasks\": [3]}", "number 1 is none");
    }

    private static String task(String keys) {
        return "{\"name\": \"a\", \"tasks\": [{\"id\": \"1\", %s}]}".formatted(keys);
    }

    private static void refused(Cli cli, String file, String because) throws Exception {
        cli.write("in/a.json", file);
        assertThat(cli.run("eval", "schedule", "in").exits(2).err()).contains("a.json", because);
        assertThat(cli.run("eval", "duration", "in").exits(2).err()).contains("a.json", because);
    }
}
