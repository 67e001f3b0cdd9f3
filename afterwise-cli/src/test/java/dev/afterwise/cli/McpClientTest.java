package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Settings;
import dev.afterwise.Workspace;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.server.Serving;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.testkit.Npm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official TypeScript client, unmodified, which checks each answer against the schema of its tool. */
class McpClientTest {
    private static final Path PROJECT = Path.of("src/test/node/mcp").toAbsolutePath();
    private static final List<String> TOOLS =
            List.of("what_worked_before", "recommend", "predict", "report_outcome", "list_errors", "explain_execution");

    private static Npm npm;

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeAll
    static void install() throws Exception {
        npm = Npm.install(PROJECT);
    }

    @BeforeEach
    void make() {
        cli = Sample.imported(new Cli(folder));
    }

    @Test
    void theOfficialClientTalksToTheProcess() throws Exception {
        Map<String, Object> seen = Json.object(npm.run(
                PROJECT.resolve("client.mjs"),
                "stdio",
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.afterwise.cli.Main",
                "mcp",
                "--store=" + cli.store()));

        check(seen);
        // It is sent a signal after two seconds.
        assertThat(Double.parseDouble(String.valueOf(in(seen, "millis").get("close"))))
                .isLessThan(1_500);
    }

    @Test
    void theOfficialClientTalksToTheServer() throws Exception {
        var store = Afterwise.store(cli.store());
        var shell = Shells.silent(folder);
        try (var afterwise = Afterwise.with(store, Settings.STANDARD);
                var serving = Serving.start(
                        Setup.of(store, Workspace.DEFAULT, new HttpApi(new Opened(afterwise, store), shell))
                                .with(new McpMessages(new Opened(afterwise, store), shell)))) {
            Map<String, Object> seen = Json.object(npm.run(
                    PROJECT.resolve("client.mjs"),
                    "http",
                    "http://127.0.0.1:%d/mcp".formatted(serving.ports().getFirst())));

            check(seen);
            assertThat(seen).containsEntry("version", "2025-11-25");
        }
    }

    private static void check(Map<String, Object> seen) {
        assertThat(seen).containsEntry("tools", TOOLS).containsEntry("trouble", List.of());
        for (String each : List.of("before", "recommend", "predict", "errors", "reported", "again", "explained")) {
            assertThat(in(seen, each)).as(each).containsEntry("isError", false).containsKey("history");
            assertThat(String.valueOf(in(seen, each).get("text")))
                    .as(each)
                    .containsOnlyOnce("</afterwise-history>")
                    .endsWith("</afterwise-history>")
                    .doesNotContain("\u001b", "\u202e", "\udb40");
        }
        assertThat(in(seen, "before").toString()).contains("monthly figures", "collect");
        assertThat(in(seen, "recommend").toString()).contains("prefer=alpha");
        assertThat(in(seen, "predict").toString()).contains("agent=beta");
        assertThat(in(seen, "errors").toString()).contains("no answer from");
        assertThat(in(seen, "reported").toString()).contains("recorded=new");
        assertThat(in(seen, "again").toString()).contains("recorded=again");
        assertThat(in(seen, "explained").toString()).contains("outcome=succeeded", "task=tidy", "hard=true", "sweep");
        assertThat(in(seen, "typo")).containsEntry("isError", true);
        assertThat(in(seen, "typo").toString()).contains("agnt");
        assertThat(in(seen, "missing").toString()).contains("There must be an execution (nobody)");
        assertThat(String.valueOf(seen.get("noTool"))).contains("There is no tool (no_such_tool) here.");
    }

    @SuppressWarnings("unchecked") // the tree of a JSON object
    private static Map<String, Object> in(Map<String, Object> seen, String key) {
        return (Map<String, Object>) Objects.requireNonNull(seen.get(key));
    }
}
