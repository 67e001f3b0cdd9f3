package dev.afterwise.plan;

import static dev.afterwise.plan.PlanBench.script;
import static dev.afterwise.plan.PlanBench.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Parent;
import dev.afterwise.Settings;
import dev.afterwise.StepId;
import dev.afterwise.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the processes and services that steps call are told about the run. */
@Timeout(60)
class TraceContextTest {
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private Path folder;
    private PlanBench bench;

    @BeforeEach
    void serve(@TempDir Path place) throws IOException {
        folder = place;
        bench = new PlanBench(place);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("tracestate")));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private PlanStep.Builder request(String id, Map<String, Template> headers) {
        String address = "http://localhost:" + server.getAddress().getPort() + "/";
        return PlanStep.builder(id)
                .body(new Body.Request("GET", template(address), new TreeMap<>(headers), null, Set.of()));
    }

    private static String traceparent(PlanResult result, String step) {
        return new Parent(result.id(), StepId.named(step)).traceparent();
    }

    @Test
    void commandsAndScriptsAreToldTheRunAndTheStep() throws Exception {
        var result = bench.run(
                script("write", "printf %s \"$TRACEPARENT\" > one").build(),
                PlanStep.builder("call")
                        .body(new Body.Command(List.of("sh", "-c", "printf %s \"$TRACEPARENT\" > two")))
                        .build());

        assertThat(folder.resolve("one")).hasContent(traceparent(result, "write"));
        assertThat(folder.resolve("two")).hasContent(traceparent(result, "call"));
        assertThat(Parent.parse(Files.readString(folder.resolve("one"))))
                .isEqualTo(new Parent(result.id(), StepId.named("write")));
    }

    @Test
    void whatAStepSaysItselfHolds() throws Exception {
        bench.run(
                script("own", "printf %s \"$TRACEPARENT\" > own")
                        .env(Map.of("TRACEPARENT", template("mine")))
                        .build(),
                request("web", Map.of("traceparent", template("mine too"))).build());

        assertThat(folder.resolve("own")).hasContent("mine");
        assertThat(seen).containsExactly("mine too", "null");
    }

    @Test
    void servicesAreToldTheRunAndTheStep() throws Exception {
        var result = bench.run(request("ask", Map.of()).build());

        assertThat(seen).containsExactly(traceparent(result, "ask"), "null");
    }

    @Test
    void aPlanIsRunOnBehalfOfWhoeverLaunchesIt() throws Exception {
        var parent = new Parent(ExecutionId.of("elsewhere"), StepId.of(3));
        var plan = new Plan("plan", List.of(script("one", "true").build()));
        try (var afterwise = Afterwise.with(Store.inMemory(), Settings.STANDARD)) {
            var told = afterwise.execute(plan, Launch.in(folder, "").onBehalfOf(parent), Watcher.NOBODY);
            var inside = afterwise.run("outer", run -> afterwise.execute(plan, Launch.in(folder, ""), Watcher.NOBODY));
            var alone = afterwise.execute(plan, Launch.in(folder, ""), Watcher.NOBODY);

            assertThat(parent(afterwise, told)).isEqualTo(parent);
            assertThat(parent(afterwise, inside)).extracting(Parent::step).isNull();
            assertThat(parent(afterwise, alone)).isNull();
        }
    }

    private static @Nullable Parent parent(Afterwise afterwise, PlanResult result) {
        afterwise.flush();
        return afterwise
                .history()
                .execution(result.id())
                .map(Execution::about)
                .orElseThrow()
                .parent();
    }
}
