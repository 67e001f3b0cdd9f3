package dev.afterwise.heal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afterwise.Afterwise;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Recovery;
import dev.afterwise.Settings;
import dev.afterwise.Status;
import dev.afterwise.record.Healed;
import dev.afterwise.record.Operation;
import dev.afterwise.record.Scoped;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is recovered of what real servers, sockets, processes and files do: only the waits between attempts are not real. */
class RoughWorldTest {
    private static final int ROUNDS = 5;
    private static final Duration SHORT = Duration.ofMillis(300);

    /** What kind of trouble a call was in. */
    private enum Trouble {
        /** It passes by itself, mostly. */
        TRANSIENT,
        /** Something can be done about it. */
        CURABLE,
        /** Only a person can help. */
        HOPELESS
    }

    @TempDir
    private Path folder;

    private final ManualTime time = new ManualTime();
    private final Afterwise afterwise =
            Afterwise.with(Store.inMemory(), Settings.STANDARD.with(time).with(Seeded.random()));
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        http.close();
        afterwise.close();
    }

    @Test
    void mostOfWhatPassesAndOfWhatCanBeCuredIsRecoveredAndTheRestIsEscalatedWithAReason() {
        for (int round = 0; round < ROUNDS; round++) {
            time.advance(Duration.ofMinutes(10));
            passes(round);
            isCurable(round);
            isHopeless(round);
        }
        afterwise.flush();
        List<Headline> all = afterwise.history().find(Query.newest(500)).items();

        assertThat(all).hasSize(troubles.size());
        assertThat(recovered(all, Set.of(Trouble.TRANSIENT))).isGreaterThanOrEqualTo(0.7);
        assertThat(recovered(all, Set.of(Trouble.TRANSIENT, Trouble.CURABLE))).isGreaterThanOrEqualTo(0.9);
        assertThat(recovered(all, Set.of(Trouble.HOPELESS))).isZero();
        assertThat(all)
                .filteredOn(each -> each.outcome().status() != Status.SUCCEEDED)
                .allSatisfy(each -> {
                    assertThat(each.recoveries()).containsKey("escalate");
                    assertThat(last(each))
                            .isInstanceOfSatisfying(
                                    Recovery.Escalate.class,
                                    it -> assertThat(it.because()).isNotBlank());
                });
    }

    private void passes(int round) {
        make(Trouble.TRANSIENT, "unavailable once " + round, get("/unavailable?times=1&of=" + round));
        make(Trouble.TRANSIENT, "unavailable twice " + round, get("/unavailable?times=2&of=" + round));
        make(Trouble.TRANSIENT, "down for long " + round, get("/unavailable?times=9&of=long" + round));
        make(Trouble.TRANSIENT, "too many requests " + round, get("/throttled?of=" + round));
        make(Trouble.TRANSIENT, "slow " + round, get("/slow?of=" + round));
        make(Trouble.TRANSIENT, "reset " + round, resetOnce());
        make(Trouble.TRANSIENT, "not listening yet " + round, notYetListening());
        make(Trouble.TRANSIENT, "killed " + round, process("kill -9 $$", folder.resolve("killed" + round)));
        make(Trouble.TRANSIENT, "busy " + round, process("exit 75", folder.resolve("busy" + round)));
    }

    private void isCurable(int round) {
        var token = new AtomicReference<>("expired");
        make(
                Trouble.CURABLE,
                afterwise
                        .heal("token " + round, () -> fetched("/token?" + token.get()))
                        .orTreat("new_token", Set.of(FailureClass.PERMISSION), failed -> token.set("fresh")),
                "token " + round);
        var cached = new AtomicReference<>("{\"price\": 1");
        make(
                Trouble.CURABLE,
                afterwise
                        .heal("cache " + round, () -> {
                            if (!cached.get().endsWith("}")) {
                                throw new IOException("corrupt cache entry: unexpected end");
                            }
                            return cached.get();
                        })
                        .orClear("prices", () -> cached.set("{}")),
                "cache " + round);
        List<Integer> items = IntStream.range(0, 200).boxed().toList();
        make(
                Trouble.CURABLE,
                afterwise.<List<Integer>, IOException>heal(
                        "rows " + round, new Scoped<>(items, this::rows, RoughWorldTest::joined)),
                "rows " + round);
        Path file = folder.resolve("out " + round + "/deep/report.txt");
        make(
                Trouble.CURABLE,
                afterwise
                        .heal("folder " + round, () -> Files.writeString(file, "done"))
                        .orMakeFoldersIn(folder),
                "folder " + round);
        make(
                Trouble.CURABLE,
                afterwise
                        .heal("retired " + round, () -> fetched("/retired"))
                        .orFallBack("newer model " + round, () -> fetched("/fine")),
                "retired " + round);
        make(
                Trouble.CURABLE,
                afterwise.heal("complex " + round, () -> fetched("/complex")).orSimplify(() -> fetched("/fine")),
                "complex " + round);
        make(
                Trouble.CURABLE,
                afterwise
                        .heal("answer " + round, () -> parsed("{\"a\": "))
                        .orReprompt(hint -> () -> parsed("{\"a\": 1}")),
                "answer " + round);
    }

    private void isHopeless(int round) {
        make(Trouble.HOPELESS, "forbidden " + round, get("/forbidden"));
        make(Trouble.HOPELESS, "invalid " + round, get("/invalid"));
        make(Trouble.HOPELESS, "no such program " + round, () -> {
            new ProcessBuilder("no-such-program-" + round).start();
            return "";
        });
    }

    private void make(Trouble trouble, String component, Operation<String, Exception> operation) {
        make(trouble, afterwise.heal(component, operation), component);
    }

    private void make(Trouble trouble, Healed<?, ?> call, String component) {
        troubles.put(component, trouble);
        try {
            call.orEscalate(told -> {}).call();
        } catch (Exception failed) {
            assertThat(failed).isNotInstanceOf(RuntimeException.class);
        }
    }

    private double recovered(List<Headline> all, Set<Trouble> which) {
        List<Headline> some = all.stream()
                .filter(each -> which.contains(
                        Objects.requireNonNull(troubles.get(each.profile().task()))))
                .toList();
        assertThat(some).isNotEmpty();
        Map<Boolean, Long> counts = some.stream()
                .collect(Collectors.partitioningBy(
                        each -> each.outcome().status() == Status.SUCCEEDED, Collectors.counting()));
        return Objects.requireNonNull(counts.get(true)) / (double) some.size();
    }

    private Recovery last(Headline headline) {
        return Objects.requireNonNull(afterwise
                .history()
                .execution(headline.id())
                .orElseThrow()
                .steps()
                .getLast()
                .attempts()
                .getLast()
                .then());
    }

    private Operation<String, Exception> get(String path) {
        return () -> fetched(path);
    }

    private String fetched(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.getAddress().getPort() + path))
                .timeout(SHORT)
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IOException("HTTP " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int before = asked.computeIfAbsent(exchange.getRequestURI().toString(), any -> new AtomicInteger())
                .getAndIncrement();
        switch (exchange.getRequestURI().getPath()) {
            case "/unavailable" -> {
                int times = Integer.parseInt(query.substring("times=".length(), "times=".length() + 1));
                reply(exchange, before < times ? 503 : 200, "Service Unavailable");
            }
            case "/throttled" -> reply(exchange, before < 1 ? 429 : 200, "Too Many Requests, retry after 2 seconds");
            case "/slow" -> {
                // Not answered at all: the client's own time limit ends the first request.
                if (before > 0) {
                    reply(exchange, 200, "at last");
                }
            }
            case "/token" -> reply(exchange, query.equals("fresh") ? 200 : 401, "Unauthorized: the token has expired");
            case "/retired" -> reply(exchange, 404, "The model 'old-1' has been retired");
            case "/complex" -> reply(exchange, 400, "Query too complex: 5,001 clauses");
            case "/rows" -> reply(exchange, query.split(",").length > 60 ? 413 : 200, "Payload Too Large");
            case "/forbidden" -> reply(exchange, 403, "Forbidden");
            case "/invalid" -> reply(exchange, 400, "Invalid request: missing required field 'name'");
            default -> reply(exchange, 200, "fine");
        }
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private List<Integer> rows(List<Integer> part) throws IOException {
        try {
            fetched("/rows?" + part.stream().map(String::valueOf).collect(Collectors.joining(",")));
            return part;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static List<Integer> joined(List<Integer> some, List<Integer> more) {
        List<Integer> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static String parsed(String json) throws IOException {
        if (!json.endsWith("}")) {
            throw new IOException("JSON parse error: unexpected end of input in the model's answer");
        }
        return json;
    }

    /** The other side drops the first connection in the middle of the answer. */
    private static Operation<String, Exception> resetOnce() {
        var times = new AtomicInteger();
        return () -> {
            boolean drop = times.getAndIncrement() == 0;
            try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var client = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
                try (var other = listening.accept()) {
                    if (drop) {
                        other.setSoLinger(true, 0);
                        client.getOutputStream().write(1);
                    } else {
                        other.getOutputStream().write(1);
                    }
                }
                return String.valueOf(client.getInputStream().read());
            }
        };
    }

    /** Nobody listens at first. */
    private static Operation<String, Exception> notYetListening() {
        var times = new AtomicInteger();
        var port = new AtomicInteger();
        return () -> {
            if (times.getAndIncrement() == 0) {
                try (var used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                    port.set(used.getLocalPort());
                }
                new Socket(InetAddress.getLoopbackAddress(), port.get()).close();
            }
            try (var listening = new ServerSocket(port.get(), 1, InetAddress.getLoopbackAddress());
                    var client = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
                return String.valueOf(client.isConnected());
            }
        };
    }

    /** A process that ends badly the first time. */
    private static Operation<String, Exception> process(String first, Path mark) {
        return () -> {
            Process process = new ProcessBuilder(
                            "/bin/sh", "-c", "if [ -e \"$0\" ]; then exit 0; fi; : > \"$0\"; " + first, mark.toString())
                    .start();
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException("The process ended with exit code " + exit);
            }
            return "done";
        };
    }
}
