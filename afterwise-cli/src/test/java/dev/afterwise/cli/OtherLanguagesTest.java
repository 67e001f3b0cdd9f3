package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Settings;
import dev.afterwise.Workspace;
import dev.afterwise.cli.remote.Remote;
import dev.afterwise.heal.classify.Rules;
import dev.afterwise.record.Redaction;
import dev.afterwise.server.Api.Offer;
import dev.afterwise.server.Api.Question;
import dev.afterwise.server.Caller;
import dev.afterwise.server.Role;
import dev.afterwise.server.Serving;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for other languages, run as they are by their own runtimes against a real server. */
class OtherLanguagesTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("afterwise.root", ".."), "examples");
    private static final Pattern WORKED = Pattern.compile("runs (\\d+) to (\\d+): (\\d+) worked");

    @TempDir
    Path folder;

    private final Store store = Store.inMemory();
    private final Afterwise afterwise = Afterwise.with(store, Settings.STANDARD);
    private final Remote remote = new Remote(
            afterwise, store.workspace(Workspace.DEFAULT), Redaction.STANDARD, Rules.NONE, Timekeeper.system());
    private Serving serving;

    @BeforeEach
    void serve() throws Exception {
        serving = Serving.start(Setup.of(store, Workspace.DEFAULT, remote));
    }

    @AfterEach
    void stop() {
        serving.close();
        afterwise.close();
    }

    @Test
    void anAgentInPythonGetsBetter() throws Exception {
        getsBetter("python3", EXAMPLES.resolve("python/agent.py"));
    }

    @Test
    void anAgentInTypeScriptGetsBetter() throws Exception {
        // It is JavaScript, too, which every version of Node runs.
        Path script = Files.copy(EXAMPLES.resolve("typescript/agent.ts"), folder.resolve("agent.mjs"));
        getsBetter("node", script);
    }

    @Test
    void whatIsDescribedIsWhatIsRead() {
        for (Offer offer : remote.offers()) {
            Map<String, Object> schema =
                    Json.object(Objects.requireNonNull(remote.form(offer).body()));
            Object one = schema.get("oneOf") instanceof List<?> several ? several.getFirst() : schema;
            assertThat(one).isInstanceOfSatisfying(Map.class, object -> {
                assertThat(object.get("additionalProperties")).isEqualTo(false);
                Set<?> keys = ((Map<?, ?>) Objects.requireNonNull(object.get("properties"))).keySet();
                assertThat(keys)
                        .isNotEmpty()
                        .allSatisfy(key -> assertThat(answer(offer, "{" + besides(offer, key) + "'" + key + "':[[1]]}"))
                                .doesNotContain("unknown key '" + key + "'"));
            });
            assertThat(answer(offer, "{'no_such_key':1}")).contains("unknown key 'no_such_key'");
        }
    }

    /** Without a task, an outcome has few keys. */
    private static String besides(Offer offer, Object key) {
        return offer.path().equals("outcomes") && !key.equals("task") ? "'task':'x'," : "";
    }

    private String answer(Offer offer, String body) {
        var caller = new Caller("somebody", Role.WRITER, Workspace.DEFAULT);
        List<String> path = List.of(offer.path().split("/", -1));
        return remote.answer(new Question(caller, "POST", path, Map.of(), body.replace('\'', '"')))
                .json();
    }

    private void getsBetter(String program, Path script) throws Exception {
        demand(program);
        Path said = folder.resolve("said.txt");
        var builder = new ProcessBuilder(program, script.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment()
                .put("AFTERWISE_URL", "http://127.0.0.1:" + serving.ports().getFirst());
        Process agent = builder.start();
        try {
            assertThat(agent.waitFor(180, TimeUnit.SECONDS)).as(program).isTrue();
        } finally {
            agent.destroyForcibly();
        }

        String told = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(agent.exitValue()).as(told).isZero();
        List<Integer> worked = new ArrayList<>();
        for (Matcher each = WORKED.matcher(told); each.find(); ) {
            worked.add(Integer.parseInt(each.group(3)));
        }
        // Whoever draws evenly has 52 of 100, whoever knows has 90.
        assertThat(worked).as(told).hasSize(8);
        assertThat(worked.subList(4, 8).stream().mapToInt(each -> each).sum())
                .as(told)
                .isGreaterThanOrEqualTo(70);
        assertThat(afterwise
                        .history()
                        .statistics(Filter.ALL, Set.of())
                        .getFirst()
                        .outcomes()
                        .total())
                .isEqualTo(200);
    }

    private static void demand(String program) throws InterruptedException {
        boolean isThere;
        try {
            isThere = new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            isThere = false;
        }
        Assumptions.assumeTrue(isThere, "There must be a " + program + " to run its example, but there is none.");
    }
}
