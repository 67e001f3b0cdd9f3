package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say to runs. */
class SteeringTest {
    private static final String PLAN = """
            version: 1
            name: site
            steps:
              - id: pages
                for_each: [a, b]
                run: [sh, -c, 'echo "$PAGE"; echo "$AFTERWISE_IDEMPOTENCY_KEY" >> keys']
                env: { PAGE: "${{ item }}.html" }
                outputs: { page: text }
              - id: inner
                needs: pages
                plan: parts/inner.yaml
                with: { pages: "${{ steps.pages.outputs.page }}" }
                outputs: { length: /count/length }
              - id: ok
                needs: inner
                approve: Publish ${{ steps.inner.outputs.length }}?
              - id: publish
                needs: ok
                run: [sh, -c, "echo published >> log"]
            """;

    private static final String INNER = """
            version: 1
            name: inner
            params: { pages: { type: text } }
            steps:
              - id: count
                run: [sh, -c, 'printf %s "$PAGES" | wc -c']
                env: { PAGES: "${{ params.pages }}" }
                outputs: { length: text }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("site.yaml"), PLAN);
        Files.createDirectory(folder.resolve("parts"));
        Files.writeString(folder.resolve("parts/inner.yaml"), INNER);
    }

    private Cli cli() {
        return new Cli(folder);
    }

    private String waiting() {
        Cli.Result result = cli().run("run", "site.yaml", "--json").exits(5);
        return String.valueOf(result.json().get("id"));
    }

    @Test
    void aRunThatAsksGoesOnWhenSomebodySaysYes() throws Exception {
        String run = waiting();

        Map<String, Object> asked = cli().run("plan", "approvals", "--json")
                .exits(0)
                .rows("approvals")
                .getFirst();
        assertThat(asked).containsEntry("id", run).containsEntry("step", "ok").containsEntry("question", "Publish 19?");
        Cli.Result shown = cli().run("plan", "show", run, "--json").exits(0);
        assertThat(shown.json()).containsEntry("status", "waiting").containsEntry("plan", "site");
        assertThat(shown.rows("steps"))
                .extracting(step -> step.get("step") + " " + step.get("state"))
                .endsWith("inner succeeded", "ok waiting", "publish not_begun");
        cli().run("plan", "approve", run.substring(0, 12), "--because", "looks good", "--by", "ann")
                .exits(0);
        assertThat(cli().run("plan", "approvals", "--json").rows("approvals")).isEmpty();

        cli().run("run", "--resume", run).exits(0);

        assertThat(folder.resolve("log")).hasContent("published\n");
        assertThat(cli().run("plan", "show", run).exits(0).out()).containsPattern("publish +ok +succeeded");
        assertThat(folder.resolve("keys")).content().contains(run + "/pages[0]", run + "/pages[1]");
        assertThat(cli().run("history", "show", run).out()).containsPattern("ann +approved +ok +looks good");
        assertThat(folder.resolve(".afterwise/logs").resolve(run).resolve("pages[1].1.log"))
                .hasContent("b.html\n");
    }

    @Test
    void aRunThatAsksFailsWhenSomebodySaysNo() {
        String run = waiting();

        cli().run("plan", "reject", run, "ok", "--because", "not yet").exits(0);
        cli().run("plan", "approve", run, "ok").exits(3);

        assertThat(cli().run("run", "--resume", run).exits(1).out()).contains("not yet");
        assertThat(folder.resolve("log")).doesNotExist();
    }

    @Test
    void aRunThatNobodyCarriesOutCanBeCancelled() {
        String run = waiting();

        cli().run("plan", "cancel", run, "--because", "no need").exits(0);

        assertThat(Objects.requireNonNull(cli().run("history", "show", run, "--json")
                                .json()
                                .get("outcome"))
                        .toString())
                .isEqualTo("cancelled");
        cli().run("run", "--resume", run).exits(1);
        cli().run("plan", "pause", run).exits(1);
    }

    @Test
    void aPausedRunSaysSoUntilItIsContinued() {
        String run = waiting();

        cli().run("plan", "pause", run).exits(0);
        cli().run("plan", "continue", run).exits(0);
        cli().run("plan", "approve", run).exits(0);

        cli().run("run", "--resume", run).exits(0);
    }

    @Test
    void whatIsSaidToNobodyIsRefused() {
        String run = waiting();

        assertThat(cli().run("plan", "approve", run, "publish").exits(3).err()).contains("only these do: ok");
        assertThat(cli().run("plan", "approve", "0123456789").exits(3).err()).contains("0123456789");
        cli().run("plan", "approve").exits(2);
        cli().run("plan", "cancel").exits(2);
    }
}
