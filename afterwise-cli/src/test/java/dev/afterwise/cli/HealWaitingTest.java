package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealWaitingTest {
    private static final String PLAN = """
            version: 1
            name: publish
            steps:
              - id: upload
                run: [sh, -c, "test -f allowed || { echo 'permission denied' >&2; exit 1; }"]
                on_error: [{class: permission, do: escalate}]
            """;

    @TempDir
    Path folder;

    @Test
    void whatWaitsForAPersonIsListedUntilItGoesOn() {
        var cli = new Cli(folder).write("plan.yaml", PLAN);
        cli.run("heal", "waiting").exits(0);
        String id = String.valueOf(cli.json("run", "plan.yaml").exits(5).json().get("id"));

        var waiting = cli.json("heal", "waiting").exits(5);
        assertThat(waiting.rows("waiting"))
                .extracting(row -> row.get("id"), row -> row.get("step"), row -> row.get("class"))
                .containsExactly(tuple(id, "upload", "permission"));
        cli.write("allowed", "").run("run", "--resume", id).exits(0);
        cli.run("heal", "waiting").exits(0);
        cli.run("heal", "waiting", "--limit", "0").exits(2);
    }
}
