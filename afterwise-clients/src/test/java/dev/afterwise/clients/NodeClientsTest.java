package dev.afterwise.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.testkit.Npm;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenTelemetry's SDK for Node over each transport, and two instrumentations of OpenAI's client. */
class NodeClientsTest {
    private static final Path SCRIPTS = Path.of("src/test/node");

    /** Neither ends the span of a call that was refused: only the agent's is sent. */
    private static final String REFUSED = """
        refused failed (rate_limit, rate_limit_exceeded: 429 Rate limit reached for gpt-4o) by status; agent refused, model null, talk talk-1
        """;

    private static Npm node;
    private static FakeModels models;
    private static Listener listener;

    @BeforeAll
    static void install() throws Exception {
        node = Npm.install(SCRIPTS);
        models = FakeModels.start();
        listener = Listener.start();
    }

    @AfterAll
    static void stop() {
        if (models != null) {
            models.close();
        }
    }

    @Test
    void theSdkIsUnderstoodTheSameOverEachTransport() throws Exception {
        node.run(SCRIPTS.resolve("transports.mjs"), Integer.toString(listener.port()));

        assertThat(Stream.of("protobuf", "protobuf-gzip", "json", "json-gzip", "grpc", "grpc-gzip")
                        .flatMap(service -> listener.told(service).stream()))
                .hasSize(6)
                .containsOnly("""
                    planner succeeded by status; agent planner, model gpt-4o, talk -, 1000 in (0 cached), 10 out, $0.0026
                      model gpt-4o succeeded, 1000 in (0 cached), 10 out, $0.0026
                      tool search failed (connection, ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:9)
                    """);
    }

    /** It doesn't say what came from the cache, and it counts the words of a stream for itself. */
    @Test
    void openLlmetryIsUnderstood() throws Exception {
        node.run(SCRIPTS.resolve("openai.mjs"), "traceloop", models.base(), Integer.toString(listener.port()));

        assertThat(listener.told("traceloop")).containsExactly("""
            forecaster succeeded by status; agent forecaster, model gpt-4o, talk talk-1, 2000 in (0 cached), 100 out, $0.006
              model gpt-4o succeeded, 1000 in (0 cached), 50 out, $0.003
              model gpt-4o succeeded, 1000 in (0 cached), 50 out, $0.003
              tool weather succeeded
            """, """
            streamer succeeded by status; agent streamer, model gpt-4o, talk talk-1, 4 in (0 cached), 3 out, $0.00004
              model gpt-4o succeeded, 4 in (0 cached), 3 out, $0.00004
            """, REFUSED, """
            recovered succeeded by status; agent recovered, model gpt-4o, talk talk-1, 1000 in (0 cached), 50 out, $0.003
              model gpt-4o succeeded, 1000 in (0 cached), 50 out, $0.003
            """, """
            filtered succeeded by status; agent filtered, model gpt-4o, talk talk-1, 1000 in (0 cached), 50 out, $0.003
              model gpt-4o failed (model_error, finish_reason: The model stopped: content_filter), 1000 in (0 cached), 50 out, $0.003
            """);
    }

    /** It doesn't say how many tokens a stream had. */
    @Test
    void openInferenceIsUnderstood() throws Exception {
        node.run(SCRIPTS.resolve("openai.mjs"), "openinference", models.base(), Integer.toString(listener.port()));

        assertThat(listener.told("openinference")).containsExactly("""
            forecaster succeeded by status; agent forecaster, model gpt-4o, talk talk-1, 2000 in (800 cached), 100 out, $0.005
              model gpt-4o succeeded, 1000 in (400 cached), 50 out, $0.0025
              model gpt-4o succeeded, 1000 in (400 cached), 50 out, $0.0025
              tool weather succeeded, given {city:Bonn}
            """, """
            streamer succeeded by status; agent streamer, model gpt-4o, talk talk-1
              model gpt-4o succeeded
            """, REFUSED, """
            recovered succeeded by status; agent recovered, model gpt-4o, talk talk-1, 1000 in (400 cached), 50 out, $0.0025
              model gpt-4o succeeded, 1000 in (400 cached), 50 out, $0.0025
            """, """
            filtered succeeded by status; agent filtered, model gpt-4o, talk talk-1, 1000 in (400 cached), 50 out, $0.0025
              model gpt-4o failed (model_error, finish_reason: The model stopped: content_filter), 1000 in (400 cached), 50 out, $0.0025
            """);
    }
}
