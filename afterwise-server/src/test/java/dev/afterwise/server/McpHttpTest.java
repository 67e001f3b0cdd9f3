package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import dev.afterwise.Workspace;
import dev.afterwise.server.Api.Reply;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class McpHttpTest {
    private static final Store STORE = Store.inMemory();

    private static Serving serving;
    private static WebClient client;

    /** Says who called and what; nothing to what is empty. */
    static final Messages ECHO = new Messages() {
        @Override
        public boolean speaks(String version) {
            return version.equals("2025-06-18");
        }

        @Override
        public Optional<String> answer(Caller caller, String message) {
            return message.isEmpty()
                    ? Optional.empty()
                    : Optional.of("{\"%s\":%s}".formatted(caller.role().word(), message));
        }
    };

    @BeforeAll
    static void start() throws BindException {
        serving = Serving.start(Setup.of(STORE, Workspace.DEFAULT, Api.of(List.of(), question -> new Reply(200, "{}")))
                .with(ECHO));
        client = WebClient.of("h2c://127.0.0.1:" + serving.ports().getFirst());
    }

    @AfterAll
    static void stop() {
        serving.close();
        STORE.close();
    }

    @Test
    void answersAMessageWithOne() {
        AggregatedHttpResponse answer = post("{}", "mcp-protocol-version", "2025-06-18");

        assertThat(answer.status().code()).isEqualTo(200);
        assertThat(answer.contentType()).hasToString("application/json");
        assertThat(answer.contentUtf8()).isEqualTo("{\"admin\":{}}");
    }

    @Test
    void acceptsWhatNeedsNoAnswer() {
        AggregatedHttpResponse answer = post("", "accept", "application/json, text/event-stream");

        assertThat(answer.status().code()).isEqualTo(202);
        assertThat(answer.contentUtf8()).isEmpty();
    }

    @Test
    void saysThatItBeginsNothingByItself() {
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.DELETE)) {
            AggregatedHttpResponse answer = client.execute(RequestHeaders.of(method, "/mcp"))
                    .aggregate()
                    .join();
            assertThat(answer.status().code()).as(method.name()).isEqualTo(405);
            assertThat(answer.headers().get("allow")).isEqualTo("POST");
        }
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThat(post("{}", "mcp-protocol-version", "1999-01-01").status().code())
                .isEqualTo(400);
        assertThat(client.execute(HttpRequest.of(
                                RequestHeaders.of(HttpMethod.POST, "/mcp", "content-type", "text/plain"),
                                HttpData.ofUtf8("{}")))
                        .aggregate()
                        .join()
                        .status()
                        .code())
                .isEqualTo(415);
        assertThat(post("x".repeat(2 << 20), "accept", "*/*").status().code()).isEqualTo(413);
        assertThat(post("{}", "origin", "https://elsewhere.example").status().code())
                .isEqualTo(403);
    }

    @Test
    void asksForATokenWhereThereAreAny() throws BindException {
        try (Store store = Store.inMemory();
                var guarded = Serving.start(Setup.of(
                                store, Workspace.DEFAULT, Api.of(List.of(), question -> new Reply(200, "{}")))
                        .with(ECHO))) {
            String token = new Tokens(store, Workspace.DEFAULT, Timekeeper.system())
                    .add("reader", Role.VIEWER, null)
                    .secret();
            WebClient stranger =
                    WebClient.of("h2c://127.0.0.1:" + guarded.ports().getFirst());
            assertThat(post(stranger, "{}", "accept", "*/*").status().code()).isEqualTo(401);
            assertThat(post(stranger, "{}", "authorization", "Bearer " + token).contentUtf8())
                    .isEqualTo("{\"viewer\":{}}");
        }
    }

    private static AggregatedHttpResponse post(String body, String header, String value) {
        return post(client, body, header, value);
    }

    private static AggregatedHttpResponse post(WebClient client, String body, String header, String value) {
        return client.execute(HttpRequest.of(
                        RequestHeaders.of(HttpMethod.POST, "/mcp", "content-type", "application/json", header, value),
                        HttpData.ofUtf8(body)))
                .aggregate()
                .join();
    }
}
