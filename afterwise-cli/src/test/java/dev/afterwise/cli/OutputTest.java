package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {
    private static final String HOSTILE = "\\u001b[31mred\\u0007\\u009b2J\\u202e|<b>*\\n# x";

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void importTheSample() {
        cli = Sample.imported(new Cli(folder));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history list",
                "history show 00000000000000000000000000000001",
                "history errors",
                "history stats --by task,agent,model,route",
                "trends",
                "recommend email",
                "recommendations",
                "doctor",
                "version",
                "import sample.jsonl"
            })
    void everyCommandAnswersInEveryForm(String command) {
        String[] words = command.split(" ");
        int exit = cli.run(words).exit();
        var json = cli.json(words).exits(exit);
        assertThat(String.valueOf(json.json().get("schema"))).matches("afterwise\\.[a-z.]+/v1");
        assertThat(json.out().lines()).hasSize(1);
        assertThat(json.err()).isEmpty();
        assertThat(cli.run(with(words, "-o", "jsonl")).exits(exit).jsonLines())
                .allSatisfy(line ->
                        assertThat(line).containsEntry("schema", json.json().get("schema")));
        assertThat(cli.run(with(words, "-o", "md")).exits(exit).out())
                .doesNotContain("\u001b")
                .isNotBlank();
        assertThat(cli.run(with(words, "--output=none")).exits(exit).out()).isEmpty();
    }

    @Test
    void jsonLinesAreOneObjectForEachRow() {
        assertThat(cli.run("history", "list", "--limit", "5", "-o", "jsonl")
                        .exits(0)
                        .jsonLines())
                .hasSize(5)
                .allSatisfy(row -> assertThat(row).containsKeys("schema", "id", "task"));
        assertThat(cli.run("history", "list", "--task", "none", "-o", "jsonl")
                        .exits(0)
                        .out())
                .isEmpty();
    }

    @Test
    void markdownIsATable() {
        assertThat(cli.run("history", "stats", "-o", "md").exits(0).out().lines())
                .startsWith(
                        "| task | n | success % | p50 | p95 | p99 | tokens in | tokens out | cost |",
                        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    }

    @Test
    void coloursAreForTerminalsUnlessSomebodySaysOtherwise() {
        assertThat(cli.run("history", "list").out()).doesNotContain("\u001b");
        assertThat(cli.run("history", "list", "--color", "always").out()).contains("\u001b[32m");
        cli.env("CLICOLOR_FORCE", "1");
        assertThat(cli.run("history", "list").out()).contains("\u001b[32m");
        cli.env("CLICOLOR_FORCE", "0").screen(200);
        assertThat(cli.run("history", "list").out()).contains("\u001b[32msucceeded\u001b[0m");
        assertThat(cli.run("history", "list", "--color=never").out()).doesNotContain("\u001b");
        assertThat(cli.json("history", "list").out()).doesNotContain("\u001b");
        cli.env("NO_COLOR", "1");
        assertThat(cli.run("history", "list").out()).doesNotContain("\u001b");
        assertThat(cli.run("history", "list", "--color=always").out()).contains("\u001b");
    }

    @Test
    void tablesFitTheTerminalAndAreNeverCutElsewhere() {
        String task = "a-task-with-a-name-that-is-much-longer-than-any-column-of-a-table-should-ever-be";
        cli.write("long.jsonl", "{\"task\":\"%s\",\"started\":\"2026-02-01T00:00:00Z\"}".formatted(task));
        cli.run("import", "long.jsonl").exits(0);
        assertThat(cli.run("history", "list").out()).contains(task);
        String narrow =
                cli.screen(90).run("history", "list", "--color", "never").out();
        assertThat(narrow).doesNotContain(task).contains("…");
        assertThat(narrow.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(90));
        assertThat(narrow)
                .contains("STARTED", "OUTCOME", "The terminal has no room for: ")
                .doesNotContain("COST");
        String id = narrow.lines().skip(4).findFirst().orElseThrow().substring(0, 12);
        assertThat(id).matches("[0-9a-f]{12}");
        assertThat(cli.json("history", "show", id).exits(0).out()).contains(id);
    }

    @Test
    void historyIsUntrustedText() {
        cli.write("hostile.jsonl", """
                {"id":"evil","task":"%1$s","agent":"%1$s","route":"%1$s","description":"%1$s","started":"2026-03-01T00:00:00Z",\
                "outcome":"failed","error":{"type":"%1$s","message":"%1$s"},"attributes":{"%1$s":"%1$s"},\
                "steps":[{"name":"%1$s","outcome":"failed","error":{"type":"%1$s","message":"%1$s"}}]}""".formatted(HOSTILE));
        cli.run("import", "hostile.jsonl").exits(0);
        for (String command : List.of(
                "history list",
                "history show evil",
                "history errors",
                "history stats --by agent,route",
                "recommend x")) {
            for (String form : List.of("text", "md", "json", "jsonl")) {
                var result = cli.run(with(command.split(" "), "-o", form));
                assertThat(result.out() + result.err())
                        .as(command + " as " + form)
                        .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e")
                        .doesNotContain("\n# x");
            }
        }
        assertThat(cli.run("history", "list", "--limit", "1", "-o", "md").out()).contains("\\|&lt;b&gt;\\*");
        assertThat(cli.json("history", "show", "evil").json())
                .containsEntry("task", "\u001b[31mred\u0007\u009b2J\u202e|<b>*\n# x");
    }

    private static String[] with(String[] words, String... more) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(words), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }
}
