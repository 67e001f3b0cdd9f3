package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Settings;
import dev.afterwise.Workspace;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.server.Serving;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.Npm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document that describes the API is valid, and describes what is there. */
class OpenApiTest {
    @TempDir
    static Path folder;

    private static final Store STORE = Store.inMemory();
    private static final Afterwise AFTERWISE = Afterwise.with(STORE, Settings.STANDARD);
    private static HttpApi api;
    private static Serving serving;
    private static String text;

    @BeforeAll
    static void ask() throws Exception {
        api = new HttpApi(new Opened(AFTERWISE, STORE), Shells.silent(folder));
        serving = Serving.start(Setup.of(STORE, Workspace.DEFAULT, api));
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + serving.ports().getFirst() + "/api/v1/openapi.json");
            text = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    @AfterAll
    static void stop() {
        serving.close();
        AFTERWISE.close();
    }

    @Test
    void describesEveryOfferWithItsOptionsAndWhatItIsAbout() {
        assertThat(api.offers())
                .isNotEmpty()
                .allSatisfy(offer -> assertThat(text.contains(
                                "\"operationId\":\"" + offer.method().toLowerCase(Locale.ROOT) + "_api_v1_"
                                        + offer.path().replaceAll("[^a-z]", "_")))
                        .isTrue());
        String list = text.substring(text.indexOf("\"/api/v1/history/list\""));
        assertThat(list.substring(0, list.indexOf("\"responses\"")))
                .contains("List executions, newest first.", "\"name\":\"task\"", "\"name\":\"status\"")
                .doesNotContain("\"name\":\"store\"", "\"name\":\"json\"", "\"name\":\"output\"");
        String approve = text.substring(text.indexOf("\"/api/v1/recommendations/approve/{id}\""));
        assertThat(approve.substring(0, approve.indexOf("\"responses\"")))
                .contains("\"because\":{\"type\":\"string\"}", "\"x-least-role\":\"admin\"")
                .doesNotContain("\"by\"");
        for (String each : List.of("/api/v1/history/show/{id}\":{\"get", "/v1/traces\":{\"post", "/metrics\":{\"get")) {
            assertThat(text.contains("\"" + each + "\":")).as(each).isTrue();
        }
        for (String each : List.of("prefix:", "opentelemetry.proto", "\"/\":{")) {
            assertThat(text.contains(each)).as(each).isFalse();
        }
    }

    @Test
    void aValidatorFindsNothingWrong() throws Exception {
        Path project = Path.of("src", "test", "node", "openapi");
        Path file = Files.writeString(folder.resolve("openapi.json"), text);

        assertThat(Npm.install(project)
                        .run(project.resolve("validate.mjs"), file.toString())
                        .strip())
                .isEqualTo("true []");
    }
}
