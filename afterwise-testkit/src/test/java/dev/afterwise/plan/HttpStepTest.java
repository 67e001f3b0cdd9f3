package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afterwise.Attempt;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Policy;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import dev.afterwise.Value;
import dev.afterwise.plan.Template.Encoding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpStepTest {
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private PlanBench bench;

    @BeforeEach
    void serve(@TempDir Path folder) throws IOException {
        bench = new PlanBench(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/echo", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add("%s %s %s %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getRawPath(),
                            exchange.getRequestHeaders().getFirst("X-Ticket"),
                            body));
            answer(exchange, 200, body);
        });
        server.createContext("/busy", exchange -> {
            seen.add("busy");
            if (seen.size() < 3) {
                exchange.getResponseHeaders().add("Retry-After", "7");
                answer(exchange, 429, "slow down");
            } else {
                answer(exchange, 200, "done");
            }
        });
        server.createContext("/missing", exchange -> answer(exchange, 404, "\u001b[31mno such ticket"));
        server.createContext("/created", exchange -> answer(exchange, 201, "made"));
        server.createContext("/old", exchange -> {
            exchange.getResponseHeaders().add("Location", "/echo/new");
            answer(exchange, 302, "");
        });
        server.createContext("/hangs", exchange -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        server.createContext("/drips", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("some".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        server.createContext("/huge", exchange -> answer(exchange, 200, "x".repeat(2 << 20)));
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void aRequestCarriesWhatThePlanSays() throws Exception {
        var plan = new Plan(
                "post",
                List.of(new Param("id", Param.Kind.TEXT, null)),
                Collections.emptySortedMap(),
                List.of(step(new Body.Request(
                                "POST",
                                Template.of(url("/echo/") + "${{ params.id }}").encoded(Encoding.URL),
                                new TreeMap<>(Map.of("X-Ticket", Template.of("no ${{ params.id }}"))),
                                Template.of("{\"id\":\"${{ params.id }}\"}").encoded(Encoding.JSON_TEXT),
                                Set.of()))
                        .outputs(Map.of("answer", Output.TEXT))
                        .success(List.of(Expression.of("status == 200 && contains(outputs.answer, 'a')")))
                        .build()));

        PlanResult result = bench.run(plan, Map.of("id", Value.of("a/b \"c\"")), Policy.INITIAL);

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(seen).containsExactly("POST /echo/a%2Fb%20%22c%22 no a/b \"c\" {\"id\":\"a/b \\\"c\\\"\"}");
    }

    @Test
    void aHeaderCannotBeBrokenOutOf() throws Exception {
        var plan = new Plan(
                "get",
                List.of(new Param("id", Param.Kind.TEXT, null)),
                Collections.emptySortedMap(),
                List.of(step(new Body.Request(
                                "GET",
                                Template.literal(url("/echo")),
                                new TreeMap<>(Map.of("X-Ticket", Template.of("${{ params.id }}"))),
                                null,
                                Set.of()))
                        .build()));

        PlanResult result = bench.run(plan, Map.of("id", Value.of("a\r\nX-Evil: 1")), Policy.INITIAL);

        assertThat(failure(result).failureClass()).isEqualTo(FailureClass.VALIDATION);
        assertThat(seen).isEmpty();
    }

    @Test
    void retryAfterIsTheLeastThatIsWaited() throws Exception {
        PlanResult result = bench.run(get("/busy")
                .retry(new Retries(3, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .build());

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(attempts())
                .extracting(Attempt::then)
                .filteredOn(Recovery.Retry.class::isInstance)
                .hasSize(2)
                .allSatisfy(then -> assertThat(((Recovery.Retry) then).after())
                        .isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8)));
        assertThat(bench.time.sleeps()).allMatch(slept -> slept.compareTo(Duration.ofSeconds(7)) >= 0);
    }

    @Test
    void aStatusThatWasNotWantedIsAFailureOfItsClass() throws Exception {
        PlanResult result = bench.run(get("/missing").build());

        assertThat(failure(result).failureClass()).isEqualTo(FailureClass.NOT_FOUND);
        assertThat(failure(result).type()).isEqualTo("HTTP 404");
        assertThat(failure(result).message())
                .isEqualTo("step 'call': GET was answered with status 404: no such ticket");
    }

    @Test
    void whichStatusesAreASuccessCanBeSaid() throws Exception {
        assertThat(bench.run(expecting("/missing", 404).build()).outcome().status())
                .isEqualTo(Status.SUCCEEDED);
        assertThat(bench.run(expecting("/created", 200).build()).outcome().status())
                .isEqualTo(Status.FAILED);
    }

    @Test
    void redirectsAreFollowed() throws Exception {
        assertThat(bench.run(get("/old").build()).outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(seen).containsExactly("GET /echo/new null ");
    }

    @Test
    void anAnswerThatDoesNotComeOrDoesNotEndIsATimeOut() throws Exception {
        for (String path : List.of("/hangs", "/drips")) {
            PlanResult result =
                    bench.run(get(path).timeout(Duration.ofMillis(300)).build());

            assertThat(failure(result).failureClass()).as(path).isEqualTo(FailureClass.TIMEOUT);
        }
    }

    @Test
    void anAnswerThatIsTooLongIsNotUsed() throws Exception {
        assertThat(failure(bench.run(get("/huge").build())).message()).contains("at most 1 MiB");
    }

    @Test
    void nobodyThereIsAConnectionFailure() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        PlanResult result = bench.run(
                step(request("http://localhost:" + port + "/", Set.of())).build());

        assertThat(failure(result).failureClass()).isEqualTo(FailureClass.CONNECTION);
    }

    @Test
    void anAddressMustBeOneOfTheWeb() throws Exception {
        for (String address : List.of("file:///etc/passwd", "no address", "http:///x", "jar:http://x!/")) {
            PlanResult result = bench.run(step(request(address, Set.of())).build());

            assertThat(failure(result).failureClass()).as(address).isEqualTo(FailureClass.VALIDATION);
        }
    }

    private String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private PlanStep.Builder get(String path) {
        return step(request(url(path), Set.of()));
    }

    private PlanStep.Builder expecting(String path, int status) {
        return step(request(url(path), Set.of(status)));
    }

    private static Body.Request request(String url, Set<Integer> expect) {
        return new Body.Request("GET", Template.literal(url), Collections.emptySortedMap(), null, expect);
    }

    private static PlanStep.Builder step(Body.Request request) {
        return PlanStep.builder("call").body(request);
    }

    private List<Attempt> attempts() {
        return bench.execution().steps().getFirst().attempts();
    }

    private static Failure failure(PlanResult result) {
        return ((Outcome.Failed) result.outcome()).failure();
    }
}
