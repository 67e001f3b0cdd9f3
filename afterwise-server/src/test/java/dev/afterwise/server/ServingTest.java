package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import dev.afterwise.server.Api.Offer;
import dev.afterwise.server.Api.Reply;
import dev.afterwise.server.Serving.Listening;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.store.Store;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ServingTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    /** One server for all: each stop takes two seconds, and each test has traces of its own. */
    private static final Store STORE = Store.inMemory();

    private static Serving serving;
    private static WebClient client;

    @BeforeAll
    static void start() throws BindException {
        serving = Serving.start(Setup.of(
                STORE,
                Workspace.DEFAULT,
                Api.of(
                        List.of(Offer.read("history/list"), Offer.read("history/show")),
                        question ->
                                new Reply(200, "{\"asked\":\"" + question.path() + question.parameters() + "\"}"))));
        client = WebClient.of("h2c://127.0.0.1:" + serving.ports().getFirst());
    }

    @AfterAll
    static void stop() {
        serving.close();
        STORE.close();
    }

    @Test
    void takesSpansInEveryFormAndAnswersWhenTheyAreStored() throws IOException {
        String json = """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"00f067aa0ba902b7","name":"%s",
                "startTimeUnixNano":"1790000000000000000","endTimeUnixNano":"1790000001000000000"}]}]}]}""";
        byte[] first = json.formatted(trace(1), "json").getBytes(StandardCharsets.UTF_8);
        byte[] second = json.formatted(trace(2), "packed").getBytes(StandardCharsets.UTF_8);

        assertThat(post("/v1/traces", JSON, first).contentUtf8()).isEqualTo("{}");
        assertThat(task(1)).contains("json");
        assertThat(post("/v1/traces", JSON, zipped(second), "content-encoding", "gzip")
                        .status()
                        .code())
                .isEqualTo(200);
        assertThat(task(2)).contains("packed");
        AggregatedHttpResponse answer =
                post("/v1/traces", PROTOBUF, request(trace(3), "binary").toByteArray());
        assertThat(ExportTraceServiceResponse.parseFrom(answer.content().array())
                        .hasPartialSuccess())
                .isFalse();
        assertThat(answer.contentType()).hasToString(PROTOBUF);
        assertThat(task(3)).contains("binary");
    }

    @Test
    void whatSomebodyHasAlreadyIsNotSentAgain() {
        AggregatedHttpResponse first =
                client.get("/api/v1/history/list?limit=3").aggregate().join();
        String tag = first.headers().get("etag");

        AggregatedHttpResponse again = client.execute(RequestHeaders.of(
                        HttpMethod.GET, "/api/v1/history/list?limit=3", "if-none-match", "\"another\", " + tag))
                .aggregate()
                .join();
        AggregatedHttpResponse other = client.execute(
                        RequestHeaders.of(HttpMethod.GET, "/api/v1/history/list?limit=4", "if-none-match", tag))
                .aggregate()
                .join();

        assertThat(again.status().code()).isEqualTo(304);
        assertThat(again.contentUtf8()).isEmpty();
        assertThat(other.status().code()).isEqualTo(200);
        assertThat(other.headers().get("etag")).isNotEqualTo(tag);
    }

    @Test
    void takesSpansOverGrpc() throws IOException {
        byte[] message = request(trace(4), "call").toByteArray();

        AggregatedHttpResponse plain = call(message, false);
        assertThat(plain.trailers().get("grpc-status")).isEqualTo("0");
        assertThat(plain.content().array()).containsExactly(0, 0, 0, 0, 0);
        assertThat(task(4)).contains("call");
        assertThat(call(zipped(request(trace(5), "packed").toByteArray()), true)
                        .trailers()
                        .get("grpc-status"))
                .isEqualTo("0");
        assertThat(task(5)).contains("packed");
        assertThat(call(new byte[] {1, 2, 3}, true).headers().get("grpc-status"))
                .isEqualTo("3");
    }

    @Test
    void saysHowManySpansItRejectsAndWhy() throws IOException {
        byte[] body = request("0".repeat(32), "nobody").toByteArray();
        var answer = ExportTraceServiceResponse.parseFrom(
                post("/v1/traces", PROTOBUF, body).content().array());

        assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
        assertThat(answer.getPartialSuccess().getErrorMessage()).contains("nobody");
    }

    @Test
    void refusesWhatItCannotRead() throws IOException {
        assertThat(post("/v1/traces", "text/plain", new byte[0]).status().code())
                .isEqualTo(415);
        assertThat(post("/v1/traces", JSON, new byte[] {'['}).status().code()).isEqualTo(400);
        assertThat(post("/v1/traces", PROTOBUF, new byte[] {7, 7, 7}).status().code())
                .isEqualTo(400);
        assertThat(post("/v1/traces", JSON, new byte[] {'{', '}'}, "content-encoding", "gzip")
                        .status()
                        .code())
                .isEqualTo(400);
        assertThat(post("/v1/traces", JSON, new byte[] {'{', '}'}, "content-encoding", "br")
                        .status()
                        .code())
                .isEqualTo(415);
    }

    @Test
    void unpacksNoMoreThanItMay() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb)) {
            byte[] blank = new byte[1 << 20];
            for (int i = 0; i < 65; i++) {
                out.write(blank);
            }
        }

        assertThat(post("/v1/traces", JSON, bomb.toByteArray(), "content-encoding", "gzip")
                        .status()
                        .code())
                .isEqualTo(413);
    }

    @Test
    void secretsAreLeftOutBeforeAnythingIsStored() {
        String json = """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"00f067aa0ba902b7","name":"work",
                "startTimeUnixNano":"1790000000000000000","endTimeUnixNano":"1790000001000000000","attributes":[
                {"key":"input.value","value":{"stringValue":"password=hunter2hunter2"}}]}]}]}]}""".formatted(trace(6));
        post("/v1/traces", JSON, json.getBytes(StandardCharsets.UTF_8));

        assertThat(execution(6).orElseThrow().about().input().json()).doesNotContain("hunter2");
    }

    @Test
    void handsQuestionsToTheApi() {
        assertThat(get("/api/v1/history/show/a%2Fb?limit=2").contentUtf8())
                .isEqualTo("{\"asked\":\"[history, show, a/b]{limit=[2]}\"}");
        assertThat(get("/healthz").contentUtf8()).isEqualTo("ok\n");
        assertThat(get("/nowhere").status().code()).isEqualTo(404);
    }

    @Test
    void answersNobodyWhoCallsItByAnotherName() {
        assertThat(get("/api/v1/history/list", "host", "evil.example").status().code())
                .isEqualTo(403);
        assertThat(get("/api/v1/history/list", "origin", "http://evil.example")
                        .status()
                        .code())
                .isEqualTo(403);
        assertThat(get("/api/v1/history/list", "host", "localhost:1").status().code())
                .isEqualTo(200);
        assertThat(get("/api/v1/history/list", "origin", "http://127.0.0.1:9")
                        .status()
                        .code())
                .isEqualTo(403);
        assertThat(get(
                                "/api/v1/history/list",
                                "origin",
                                "http://127.0.0.1:" + serving.ports().getFirst())
                        .status()
                        .code())
                .isEqualTo(200);
    }

    @Test
    void saysThatAPortIsTaken() {
        int taken = serving.ports().getFirst();

        var setup = Setup.of(STORE, Workspace.DEFAULT, Api.of(List.of(), question -> new Reply(200, "{}")))
                .with(Listening.loopback(List.of(taken)));
        assertThatThrownBy(() -> Serving.start(setup))
                .isInstanceOf(BindException.class)
                .hasMessageContaining(Integer.toString(taken));
    }

    private Optional<Execution> execution(int number) {
        return STORE.workspace(Workspace.DEFAULT).history().execution(new ExecutionId(trace(number)));
    }

    private Optional<String> task(int number) {
        return execution(number).map(execution -> execution.profile().task());
    }

    private static String trace(int number) {
        return TRACE.substring(0, 31) + number;
    }

    private AggregatedHttpResponse get(String path, String... headers) {
        var said = RequestHeaders.builder(HttpMethod.GET, path);
        for (int i = 0; i < headers.length; i += 2) {
            said.set(headers[i].equals("host") ? ":authority" : headers[i], headers[i + 1]);
        }
        return client.execute(said.build()).aggregate().join();
    }

    private AggregatedHttpResponse post(String path, String type, byte[] body, String... headers) {
        var said = RequestHeaders.builder(HttpMethod.POST, path).add("content-type", type);
        for (int i = 0; i < headers.length; i += 2) {
            said.add(headers[i], headers[i + 1]);
        }
        return client.execute(HttpRequest.of(said.build(), HttpData.wrap(body)))
                .aggregate()
                .join();
    }

    private AggregatedHttpResponse call(byte[] message, boolean isPacked) {
        ByteBuffer framed = ByteBuffer.allocate(5 + message.length);
        framed.put((byte) (isPacked ? 1 : 0)).putInt(message.length).put(message);
        return post(
                "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
                "application/grpc",
                framed.array(),
                "te",
                "trailers",
                "grpc-encoding",
                "gzip");
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static ExportTraceServiceRequest request(String trace, String name) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder()
                                        .setTraceId(ByteString.copyFrom(
                                                HexFormat.of().parseHex(trace)))
                                        .setSpanId(ByteString.copyFrom(
                                                HexFormat.of().parseHex("00f067aa0ba902b7")))
                                        .setName(name)
                                        .setStartTimeUnixNano(1_790_000_000_000_000_000L)
                                        .setEndTimeUnixNano(1_790_000_001_000_000_000L))))
                .build();
    }
}
