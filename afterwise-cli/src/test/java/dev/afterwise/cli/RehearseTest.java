package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseTest {
    private static final String PLAN = """
            version: 1
            name: nightly
            steps:
              - id: fetch
                run: [echo, "all of it"]
                retry: {max: 2, base: 1ms, cap: 1ms}
              - id: load
                needs: [fetch]
                run: ["false"]
                fallback: {run: ["true"]}
            """;

    @TempDir
    Path folder;

    @Test
    void showsHowAPlanRecoversFromWhatIsLetGoWrong() {
        var cli = new Cli(folder).write("plan.yaml", PLAN).write("faults.yaml", """
                faults:
                  - {at: fetch, error: timeout, first: 2}
                """);
        var result = cli.json("rehearse", "plan.yaml", "--faults", "faults.yaml", "--runs", "3")
                .exits(0);

        assertThat(result.json())
                .containsEntry("schema", "afterwise.rehearse/v1")
                .containsEntry("injected", number("6"));
        assertThat(result.rows("steps"))
                .extracting(row -> row.get("step"), row -> row.get("injected"), row -> row.get("attempts"))
                .containsExactly(tuple("fetch", number("6"), number("9")), tuple("load", number("0"), number("6")));
        assertThat(cli.run("history", "list").exits(0).out()).doesNotContain("nightly");
    }

    @Test
    void endsWithOneIfThePlanDoesNotRecover() {
        var cli = new Cli(folder).write("plan.yaml", PLAN).write("faults.yaml", """
                faults:
                  - {at: fetch, error: permission}
                """);

        cli.run("rehearse", "plan.yaml", "--faults", "faults.yaml").exits(1).out();
    }

    @Test
    void saysWhatIsWrongWithWhatItIsGiven() {
        var cli = new Cli(folder)
                .write("plan.yaml", PLAN)
                .write("nowhere.yaml", "faults: [{at: fetsh, error: timeout}]")
                .write("broken.yaml", "faults: [{at: fetch, error: nothing}]");

        assertThat(cli.run("rehearse", "plan.yaml", "--faults", "nowhere.yaml")
                        .exits(2)
                        .err())
                .contains("(fetsh)")
                .contains("fetch, load");
        assertThat(cli.run("rehearse", "plan.yaml", "--faults", "broken.yaml")
                        .exits(2)
                        .err())
                .contains("broken.yaml:1:");
        cli.run("rehearse", "plan.yaml", "--faults", "missing.yaml").exits(3);
        cli.run("rehearse", "plan.yaml").exits(2);
        cli.run("rehearse", "plan.yaml", "--faults", "broken.yaml", "--runs", "0")
                .exits(2);
    }
}
