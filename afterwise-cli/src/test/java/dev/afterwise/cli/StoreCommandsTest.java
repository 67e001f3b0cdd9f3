package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands under {@code store}. */
class StoreCommandsTest {
    @TempDir
    Path folder;

    private Cli imported() {
        return Sample.imported(new Cli(folder));
    }

    /** As if all had been stored in 2020. */
    private static void age(Cli cli) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + cli.store());
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE arrival SET hour_us = 1577836800000000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stats", "check", "prune", "rebuild", "vacuum", "backup copy.db"})
    void withoutAHistoryThereIsNothingToKeep(String command) {
        var cli = new Cli(folder);
        var result = cli.run(("store " + command).split(" ")).exits(4);
        assertThat(result.err()).contains("There is no history yet at " + cli.store());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void statsSayHowMuchThereIs() {
        var result = imported().json("store", "stats").exits(0);
        assertThat(result.json())
                .containsEntry("schema", "afterwise.store.stats/v1")
                .containsEntry("workspaces", number("1"))
                .containsEntry("pruned", number("0"))
                .containsEntry("last_pruned", null);
        assertThat(result.rows("parts"))
                .anySatisfy(part ->
                        assertThat(part).containsEntry("part", "execution").containsEntry("rows", number("62")));
        assertThat(imported().run("store", "stats").exits(0).out()).contains("size", "kB", "execution");
    }

    @Test
    void checkSaysWhatIsWrongAndWhatToDo() throws SQLException {
        var cli = imported();
        assertThat(cli.run("store", "check").exits(0).out()).contains("The store is whole.");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + cli.store());
                var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM detail WHERE seq < 4");
        }
        var result = cli.json("store", "check").exits(1);
        assertThat(result.rows("problems"))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).containsEntry("kind", "orphaned").containsEntry("part", "detail"));
        assertThat(cli.run("store", "check").exits(1).out()).contains("3 executions must have details", "Maybe");
    }

    @Test
    void pruneRemovesWhatIsPastItsTimeAndKeepsStatistics() throws SQLException {
        var cli = imported();
        String before = cli.run("history", "stats").exits(0).out();
        age(cli);

        assertThat(cli.json("store", "prune", "--dry-run").exits(0).json())
                .containsEntry("dry_run", true)
                .containsEntry("executions", number("62"));
        assertThat(cli.json("history", "list").exits(0).rows("executions")).isNotEmpty();
        assertThat(cli.run("store", "prune").exits(0).out()).contains("62 executions");
        assertThat(cli.json("history", "list").exits(0).rows("executions")).isEmpty();
        assertThat(cli.run("history", "stats").exits(0).out()).isEqualTo(before);
        assertThat(cli.run("store", "prune").exits(0).out()).contains("Nothing is past its time.");
        assertThat(cli.run("store", "check").exits(0).out()).contains("whole");
        cli.run("store", "rebuild").exits(0);
        assertThat(cli.run("history", "stats").exits(0).out()).isEqualTo(before);
    }

    @Test
    void theConfigurationSaysForHowLongAndTheEnvironmentComesFirst() throws SQLException {
        var cli = imported().write("afterwise.yaml", "retention: {executions: forever, details: 1h}");
        age(cli);
        assertThat(cli.json("store", "prune", "--dry-run").exits(0).json())
                .containsEntry("executions", number("0"))
                .containsEntry("details", number("62"));
        cli.env("AFTERWISE_RETENTION", "{details: forever}");
        assertThat(cli.json("store", "prune", "--dry-run").exits(0).json())
                .containsEntry("executions", number("0"))
                .containsEntry("details", number("0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {execution: 1d}    | unknown key 'execution' in 'retention'; did you mean 'executions'?
            {details: soon}    | 'details' must be a time such as 12h, 90d or forever, but it is the text 'soon'
            {keep: [all]}      | 'keep' must be 'payloads' or 'tools', but it is the text 'all'
            {prune: sometimes} | 'prune' must be 'daily' or 'asked', but it is the text 'sometimes'
            """)
    void saysWhatIsWrongWithARetention(String text, String message) {
        var cli = imported().env("AFTERWISE_RETENTION", text);
        assertThat(cli.run("store", "prune").exits(2).err()).contains("AFTERWISE_RETENTION:1:", message);
    }

    @Test
    void aDetailThatIsGoneIsSaidToBe() throws SQLException {
        var cli = imported().env("AFTERWISE_RETENTION", "{executions: forever, details: 1h}");
        age(cli);
        cli.run("store", "prune").exits(0);
        String id = String.valueOf(
                cli.json("history", "list").rows("executions").getFirst().get("id"));
        assertThat(cli.json("history", "show", id).exits(0).json()).containsEntry("remains", "headline");
        assertThat(cli.run("history", "show", id).exits(0).out()).contains("details are gone");
    }

    @Test
    void backupAndRestore() throws IOException {
        var cli = imported();
        assertThat(cli.json("store", "backup", "copy.db").exits(0).json())
                .containsEntry("schema", "afterwise.store.backup/v1")
                .containsEntry("file", cli.file("copy.db").toString());
        assertThat(cli.run("store", "backup", "copy.db").exits(4).err()).contains("copy.db", "must not be there yet");
        cli.run("store", "backup", "copy.db", "--replace").exits(0);
        cli.write("more.jsonl", "{\"task\":\"more\",\"started\":\"2026-01-01T00:00:00Z\"}\n")
                .run("import", "more.jsonl")
                .exits(0);

        assertThat(cli.run("store", "restore", "copy.db").exits(2).err()).contains("--replace");
        assertThat(tasks(cli)).contains("more");
        cli.run("store", "restore", "copy.db", "--replace").exits(0);
        assertThat(tasks(cli)).isNotEmpty().doesNotContain("more");
        cli.run("store", "restore", "copy.db", "--store", "elsewhere/new.db").exits(0);
        cli.run("store", "restore", "missing.db").exits(3);
        cli.run("store", "restore", ".afterwise/history.db", "--replace").exits(2);
        Files.writeString(cli.file("copy.db"), "no store");
        cli.run("store", "restore", "copy.db", "--replace").exits(4);
        assertThat(tasks(cli)).isNotEmpty();
    }

    private static List<String> tasks(Cli cli) {
        return cli.json("history", "stats").exits(0).rows("stats").stream()
                .map(row -> String.valueOf(row.get("task")))
                .toList();
    }

    @Test
    void vacuumSaysHowMuchIsLeft() throws SQLException {
        var cli = imported();
        age(cli);
        cli.run("store", "prune").exits(0);
        assertThat(cli.json("store", "vacuum").exits(0).json()).containsKeys("bytes_before", "bytes");
    }
}
