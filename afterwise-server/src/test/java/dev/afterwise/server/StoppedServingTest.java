package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import dev.afterwise.server.Api.Reply;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.store.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server that is told to stop while spans come in. */
class StoppedServingTest {
    private static final int SENDERS = 4;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();
    private final CountDownLatch isUnderLoad = new CountDownLatch(200);

    @Test
    void answersAllThatCameInAndStoresAllThatItAcknowledged() throws Exception {
        try (Store store = Store.inMemory()) {
            var serving = Serving.start(
                    Setup.of(store, Workspace.DEFAULT, Api.of(List.of(), question -> new Reply(200, "{}"))));
            URI where = URI.create("http://127.0.0.1:" + serving.ports().getFirst() + "/v1/traces");
            var senders = new ArrayList<Thread>();
            for (int i = 0; i < SENDERS; i++) {
                senders.add(Thread.ofPlatform().start(() -> send(where)));
            }
            isUnderLoad.await();
            serving.close();
            for (Thread each : senders) {
                each.join();
            }

            assertThat(statuses).isSubsetOf(200, 503);
            assertThat(acknowledged)
                    .hasSizeGreaterThanOrEqualTo(200)
                    .allSatisfy(trace -> assertThat(
                                    store.workspace(Workspace.DEFAULT).history().execution(new ExecutionId(trace)))
                            .isPresent());
        }
    }

    /** One after the other until nobody is there any more. */
    private void send(URI where) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (true) {
                String trace = "%032x".formatted(number.incrementAndGet());
                HttpRequest request = HttpRequest.newBuilder(where)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(span(trace)))
                        .build();
                int status = client.send(request, BodyHandlers.discarding()).statusCode();
                statuses.add(status);
                if (status == 200) {
                    acknowledged.add(trace);
                    isUnderLoad.countDown();
                }
            }
        } catch (IOException gone) {
            // The server has stopped.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String span(String trace) {
        return """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"00f067aa0ba902b7","name":"work",
                "startTimeUnixNano":"1790000000000000000","endTimeUnixNano":"1790000001000000000"}]}]}]}""".formatted(trace);
    }
}
