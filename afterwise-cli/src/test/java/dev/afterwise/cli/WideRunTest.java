package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of runs with items, plans inside and questions. */
class WideRunTest {
    private static final String WIDE = """
            version: 1
            name: wide
            steps:
              - id: each
                for_each: { in: [a, b, c], as: file }
                run: test $F != b || test -e b || { touch b; echo 'connection refused' >&2; exit 1; }
                env: { F: "${{ file }}" }
                retry: { max: 1, base: 1ms, cap: 1ms }
              - id: sub
                needs: each
                plan: child.yaml
              - id: ask
                needs: sub
                approve: "Publish?"
              - id: publish
                needs: ask
                run: ["true"]
            """;
    private static final String CHILD = "version: 1\nname: child\nsteps: [{id: inner, run: [sh, -c, 'true']}]\n";

    @TempDir
    Path folder;

    private Cli cli() {
        return new Cli(folder).write("wide.yaml", WIDE).write("child.yaml", CHILD);
    }

    @Test
    void itemsAndInnerStepsGoByTheirStep() {
        var result = cli().run("run", "wide.yaml").exits(5);
        assertThat(result.err())
                .contains("✗ each[1]: attempt 1 failed", "✓ each[1]: attempt 2 succeeded", "  each: 3 of 3")
                .contains("✓ sub/inner: attempt 1 succeeded", "◌ ask waits: Publish?")
                .doesNotContain("each[0]: attempt");
        assertThat(result.out()).contains("It asks whether to do 'ask'. Say yes or no: afterwise plan approve|reject ");
    }

    @Test
    void eventsTellOfEachItem() {
        var result = cli().run("run", "wide.yaml", "-o", "jsonl").exits(5);
        assertThat(result.jsonLines())
                .extracting(event -> event.get("event"), event -> event.get("step"))
                .contains(
                        tuple("attempt_ended", "each[0]"),
                        tuple("item_ended", "each"),
                        tuple("attempt_started", "sub/inner"),
                        tuple("step_waiting", "ask"));
        assertThat(result.jsonLines().getLast()).containsEntry("outcome", "waiting");
    }

    @Test
    void theHistoryShowsPartsBelowTheirStepAndWhatPeopleSaid() {
        Cli cli = cli();
        String id = String.valueOf(
                cli.run("run", "wide.yaml", "--json").exits(5).json().get("id"));
        cli.run("plan", "approve", id, "ask", "--because", "all is well").exits(0);
        cli.run("run", "--resume", id).exits(0);
        var shown = cli.run("history", "show", id).exits(0);
        assertThat(shown.out())
                .containsPattern("(?s)each .*\n  each\\[\\d] .*\n  each\\[\\d] .*\n.*sub .*ask .*publish ");
        assertThat(shown.out()).contains("each[1]", "approved", "all is well", "child");
        assertThat(cli.json("history", "show", id).rows("said"))
                .extracting(said -> said.get("what"), said -> said.get("step"))
                .containsExactly(tuple("asked", "ask"), tuple("approved", "ask"));
    }
}
