package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Profile;
import dev.afterwise.Source;
import dev.afterwise.Workspace;
import dev.afterwise.server.Api.Offer;
import dev.afterwise.server.Api.Reply;
import dev.afterwise.server.Serving.Listening;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LiveServingTest {
    private static final Store STORE = Store.inMemory();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Let whoever asks /api/v1/slow wait. */
    private static final CountDownLatch ASKED = new CountDownLatch(1);

    private static final CountDownLatch ANSWER = new CountDownLatch(1);

    /** One server for all, with a prefix: each stop takes two seconds. */
    private static Serving serving;

    @BeforeAll
    static void start() throws BindException {
        Api api = Api.of(List.of(Offer.read("")), question -> {
            if (question.path().contains("slow")) {
                ASKED.countDown();
                ANSWER.await();
            }
            return new Reply(200, "{\"path\":\"" + question.path() + "\"}");
        });
        serving = Serving.start(Setup.of(STORE, Workspace.DEFAULT, api)
                .with(Listening.loopback(List.of(0)).withPrefix("/after/wise")));
    }

    /** Who is inside when it stops is answered, and nobody else is let in. */
    @AfterAll
    static void stop() throws Exception {
        HttpResponse<InputStream> events =
                CLIENT.send(request("/after/wise/api/v1/events"), BodyHandlers.ofInputStream());
        var inside = CLIENT.sendAsync(request("/after/wise/api/v1/slow"), BodyHandlers.ofString());
        ASKED.await();
        var stopped = CompletableFuture.runAsync(serving::close);
        // The stream is ended first.
        String all = new String(events.body().readAllBytes(), StandardCharsets.UTF_8);
        int late;
        do {
            late = get("/after/wise/api/v1/late").statusCode();
        } while (late == 200);
        ANSWER.countDown();

        assertThat(all).contains("event: hello");
        assertThat(late).isEqualTo(503);
        assertThat(inside.join().body()).contains("slow");
        stopped.join();
        STORE.close();
    }

    @Test
    void tellsWhatHappensWhoeverWritesIt() throws Exception {
        HttpResponse<InputStream> answer =
                CLIENT.send(request("/after/wise/api/v1/events"), BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        String hello;
        try (var lines = lines(answer)) {
            hello = next(lines);
            assertThat(hello).contains("event: hello");
            begin(1);
            assertThat(next(lines)).contains("event: execution", "\"status\":\"running\"", "\"task\":\"live\"");
        }
        String id = hello.lines()
                .filter(each -> each.startsWith("id: "))
                .findFirst()
                .orElseThrow()
                .substring(4);
        HttpResponse<InputStream> again = CLIENT.send(
                HttpRequest.newBuilder(uri("/after/wise/api/v1/events?kinds=execution"))
                        .header("Last-Event-ID", id)
                        .build(),
                BodyHandlers.ofInputStream());
        try (var lines = lines(again)) {
            assertThat(next(lines)).contains("event: execution");
        }
        HttpResponse<InputStream> another = CLIENT.send(
                request("/after/wise/api/v1/events?last_event_id=anotherlife-3"), BodyHandlers.ofInputStream());
        try (var lines = lines(another)) {
            assertThat(next(lines)).contains("event: missed");
        }
    }

    @Test
    void allIsUnderThePrefixAndWhatIsCalledByNameAlsoWithout() throws Exception {
        assertThat(get("/after/wise/api/v1/a%2Fb/c").body()).contains("[a/b, c]");
        assertThat(get("/after/wise/healthz").body()).isEqualTo("ok\n");
        assertThat(get("/healthz").body()).isEqualTo("ok\n");
        assertThat(get("/after/wise/").body()).contains("<!doctype html>");
        assertThat(get("/after/wise/app.js").statusCode()).isEqualTo(200);
        assertThat(get("/after/wise").headers().firstValue("location")).hasValue("/after/wise/");
        assertThat(get("/api/v1/a").statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(404);
        for (String path : List.of("/v1/traces", "/after/wise/v1/traces")) {
            HttpRequest request = HttpRequest.newBuilder(uri(path))
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysWhetherItIsReadyAndShowsItsFigures() throws Exception {
        HttpResponse<String> ready = get("/after/wise/readyz");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("\"ready\":true");
        HttpResponse<String> figures = get("/after/wise/metrics");
        assertThat(figures.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(figures.body()).contains("afterwise_ingest_waiting 0\n", "afterwise_store_up 1\n");
    }

    private static void begin(int number) {
        var origin = new Origin(new ExecutionId("%032x".formatted(number)), Source.RECORDED, Instant.EPOCH);
        STORE.workspace(Workspace.DEFAULT)
                .history()
                .append(List.of(new Fact.Started(origin, Profile.of("live"), "", Instant.EPOCH, About.NOTHING)));
    }

    private static BufferedReader lines(HttpResponse<InputStream> answer) {
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The next event, whole. */
    private static String next(BufferedReader lines) throws IOException {
        var event = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            event.append(line).append('\n');
            if (line.isEmpty() && event.indexOf("event: ") >= 0) {
                return event.toString();
            }
        }
        return event.toString();
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + serving.ports().getFirst() + path);
    }

    private static HttpRequest request(String path) {
        return HttpRequest.newBuilder(uri(path)).build();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path), BodyHandlers.ofString());
    }
}
