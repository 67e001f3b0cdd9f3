package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.Seeded;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while spans come in: what it has acknowledged is there. */
class KilledServeTest {
    private static final Pattern WHERE = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final int EXPORTERS = 4;
    private static final int TRACES = 20;
    private static final int SPANS = 4;
    private static final int ENOUGH = 15;
    private static final long START = 1_790_000_000_000_000_000L;

    @TempDir
    private Path folder;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final CountDownLatch isUnderLoad = new CountDownLatch(ENOUGH);

    @Test
    void nothingThatWasAcknowledgedIsLost() throws Exception {
        Process server = serve();
        URI traces = where(server).resolve("/v1/traces");
        RandomGenerator random = Seeded.random();
        var exporters = new ArrayList<Thread>();
        for (int i = 0; i < EXPORTERS; i++) {
            long seed = random.nextLong();
            exporters.add(Thread.ofPlatform().start(() -> export(traces, seed)));
        }
        isUnderLoad.await();
        server.destroyForcibly().waitFor();
        for (Thread each : exporters) {
            each.join();
        }

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH * TRACES / 2);
        try (Store store = Afterwise.store(folder.resolve(".afterwise/history.db"))) {
            var history = store.workspace(Workspace.DEFAULT).history();
            assertThat(acknowledged).allSatisfy(trace -> {
                Optional<Execution> found = history.execution(new ExecutionId(trace));
                assertThat(found).isPresent();
                assertThat(found.get().steps()).hasSize(SPANS - 1);
            });
        }
    }

    private Process serve() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.afterwise.cli.Main",
                        "serve",
                        "--port",
                        "0",
                        "--no-otlp-ports")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static URI where(Process server) throws IOException {
        var said = new StringBuilder();
        for (String line = server.inputReader().readLine();
                line != null;
                line = server.inputReader().readLine()) {
            Matcher where = WHERE.matcher(line);
            if (where.find()) {
                return URI.create(where.group());
            }
            said.append(line).append('\n');
        }
        throw new IOException("The server must start, but it said: " + said);
    }

    /** One trace after the other in two requests, the root in the second, until nobody answers any more. */
    private void export(URI where, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (true) {
                List<byte[]> traces = new ArrayList<>();
                for (int i = 0; i < TRACES; i++) {
                    byte[] id = new byte[16];
                    random.nextBytes(id);
                    traces.add(id);
                }
                if (!isStored(client, where, request(traces, 1, SPANS))
                        || !isStored(client, where, request(traces, 0, 1))) {
                    continue;
                }
                traces.forEach(id -> acknowledged.add(HexFormat.of().formatHex(id)));
                isUnderLoad.countDown();
            }
        } catch (IOException gone) {
            // The server was killed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isStored(HttpClient client, URI where, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(where)
                .header("content-type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }

    private static byte[] request(List<byte[]> traces, int from, int to) {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        for (byte[] trace : traces) {
            for (int i = from; i < to; i++) {
                Span.Builder span = spans.addSpansBuilder()
                        .setTraceId(ByteString.copyFrom(trace))
                        .setSpanId(id(i))
                        .setName(i == 0 ? "answer" : "look up")
                        .setStartTimeUnixNano(START + i)
                        .setEndTimeUnixNano(START + 1_000_000L * (SPANS - i));
                if (i > 0) {
                    span.setParentSpanId(id(i - 1));
                }
            }
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
                .build()
                .toByteArray();
    }

    private static ByteString id(int span) {
        return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(span + 1L).array());
    }
}
