package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {
    private static final String NOT_OURS = "this is no history\n".repeat(1_000);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "history list, 0",
        "history errors, 0",
        "history stats, 0",
        "trends, 0",
        "doctor, 0",
        "history show 00000000000000000000000000000001, 3",
        "recommend email, 6",
        "recommendations, 6",
        "recommendations approve abcd, 3",
        "recommendations rollback abcd, 3"
    })
    void withoutAHistoryTheAnswerIsEmptyAndNothingIsMade(String command, int exit) {
        var cli = new Cli(folder);
        var result = cli.run(command.split(" ")).exits(exit);
        if (!command.equals("doctor")) {
            assertThat(result.out() + result.err()).contains("There is no history yet at " + cli.store(), "Maybe");
        }
        var json = cli.json(command.split(" ")).exits(exit);
        assertThat(exit == 3 ? json.error() : json.json())
                .extractingByKey("schema")
                .asString()
                .startsWith("afterwise.");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history list",
                "history errors",
                "history stats",
                "history show abc",
                "trends",
                "recommend email",
                "recommendations",
                "recommendations approve abcd",
                "doctor"
            })
    void aStoreThatIsAskedForMustBeThereAndBeOurs(String command) throws IOException {
        var cli = new Cli(folder).write("other.db", NOT_OURS);
        cli.run((command + " --store missing.db").split(" ")).exits(4);
        assertThat(cli.file("missing.db")).doesNotExist();
        var result = cli.run((command + " --store other.db").split(" ")).exits(4);
        assertThat(result.out() + result.err()).contains("other.db").doesNotContain("\tat ");
        cli.env("AFTERWISE_STORE", "missing.db").run(command.split(" ")).exits(4);
        assertThat(Files.readString(cli.file("other.db"))).isEqualTo(NOT_OURS);
        assertThat(folder).isDirectoryNotContaining("glob:**missing*");
    }

    @Test
    void aStoreOfANewerReleaseIsRefusedAndLeftAlone() throws Exception {
        var cli = Sample.imported(new Cli(folder));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + cli.store());
                var statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO schema_version VALUES (99, 'x', '2099-01-01T00:00:00Z')");
        }
        byte[] before = Files.readAllBytes(cli.store());
        for (String command : List.of("history list", "import sample.jsonl", "recommendations", "doctor")) {
            var result = cli.run(command.split(" ")).exits(4);
            assertThat(result.out() + result.err()).contains("99", "history.db");
        }
        assertThat(Files.readAllBytes(cli.store())).isEqualTo(before);
    }

    @Test
    void aStoreThatIsCutOffIsRefusedAndLeftAlone() throws IOException {
        var cli = Sample.imported(new Cli(folder));
        byte[] half = Arrays.copyOf(Files.readAllBytes(cli.store()), 5_000);
        Files.write(cli.store(), half);
        for (String command : List.of("history list", "history stats", "import sample.jsonl", "doctor")) {
            var result = cli.run(command.split(" ")).exits(4);
            assertThat(result.out() + result.err()).contains("history.db");
        }
        assertThat(Files.readAllBytes(cli.store())).isEqualTo(half);
    }

    @Test
    void theOptionComesBeforeTheEnvironmentAndThatBeforeTheUsualPlace() {
        var cli = Sample.imported(new Cli(folder));
        cli.write("one.jsonl", "{\"task\":\"one\",\"started\":\"2026-01-01T00:00:00Z\"}\n")
                .run("import", "one.jsonl", "--store", "sub/one.db")
                .exits(0);
        cli.write("two.jsonl", "{\"task\":\"two\",\"started\":\"2026-01-01T00:00:00Z\"}\n")
                .run("--store", "two.db", "import", "two.jsonl")
                .exits(0);
        assertThat(tasks(cli.json("history", "stats"))).containsExactly("email", "report");
        cli.env("AFTERWISE_STORE", "sub/one.db");
        assertThat(tasks(cli.json("history", "stats"))).containsExactly("one");
        assertThat(tasks(cli.json("history", "stats", "--store", "two.db"))).containsExactly("two");
        assertThat(tasks(cli.json("--store", "two.db", "history", "stats"))).containsExactly("two");
        assertThat(tasks(cli.env("AFTERWISE_STORE", " ").json("history", "stats")))
                .containsExactly("email", "report");
    }

    @Test
    void readingChangesNothing() throws IOException {
        var cli = Sample.imported(new Cli(folder));
        byte[] before = Files.readAllBytes(cli.store());
        for (String command :
                List.of("history list", "history stats", "history errors", "trends", "recommend email", "doctor")) {
            cli.run(command.split(" ")).exits(0);
        }
        assertThat(Files.readAllBytes(cli.store())).isEqualTo(before);
    }

    @Test
    void doctorChecksTheStoreAndTheEnvironment() {
        var cli = Sample.imported(new Cli(folder))
                .env("AFTERWISE_MAX_PLAN_STEPS", "50")
                .env("AFTERWISE_WORKSPACE", "default");
        var result = cli.json("doctor").exits(0);
        assertThat(result.rows("checks")).allSatisfy(check -> assertThat(check).containsEntry("status", "ok"));
        assertThat(result.out())
                .contains(
                        "62 executions in the workspace default",
                        "SQLite",
                        "can be written",
                        "at most 50 steps, 5 at once")
                .contains("AFTERWISE_MAX_PLAN_STEPS=50");
        cli.env("AFTERWISE_MAX_PLAN_STEPS", "-1");
        assertThat(cli.run("doctor").exits(1).out()).contains("AFTERWISE_MAX_PLAN_STEPS must be", "problem");
    }

    @Test
    void aWorkspaceMustHaveAName() {
        var cli = new Cli(folder);
        assertThat(cli.run("history", "list", "--workspace", "../x").exits(2).err())
                .contains("../x");
        assertThat(cli.env("AFTERWISE_WORKSPACE", "a b")
                        .run("history", "list")
                        .exits(2)
                        .err())
                .contains("a b");
    }

    @Test
    void versionSaysWhatThisIs() {
        assertThat(new Cli(folder).json("version").exits(0).json())
                .containsEntry("schema", "afterwise.version/v1")
                .containsKeys("version", "java");
        assertThat(new Cli(folder).run("--version").exits(0).out()).startsWith("afterwise  ");
        assertThat(new Cli(folder).json("history", "lst").exits(2).error()).containsEntry("exit_code", number("2"));
    }

    private static List<String> tasks(Cli.Result result) {
        return result.rows("stats").stream()
                .map(row -> String.valueOf(row.get("task")))
                .toList();
    }
}
