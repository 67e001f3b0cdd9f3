package dev.afterwise.benchmarks.server;

import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Threads that send spans over HTTP, each one request after the other, and again what was refused, after a moment. They go on until
 * they are closed, or the server is gone. Safe for use by many threads.
 */
public final class Exporters implements AutoCloseable {
    private static final Timekeeper TIME = Timekeeper.system();
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI where;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Set<String> traces = ConcurrentHashMap.newKeySet();
    private volatile boolean isOver;

    /**
     * Begins to send.
     *
     * @param tracesOfLoad see {@link SpanLoad}
     */
    public Exporters(URI server, int threads, int tracesOfLoad, long seed) {
        this.where = server.resolve("/v1/traces");
        for (int i = 0; i < threads; i++) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed + i);
            this.threads.add(Thread.ofPlatform().name("exporter-" + i).start(() -> run(tracesOfLoad, random)));
        }
    }

    /** How many spans were acknowledged. */
    public long stored() {
        return stored.get();
    }

    /** How many requests found no room. */
    public long refused() {
        return refused.get();
    }

    /** How many requests were answered in any other way than they should be. */
    public long failed() {
        return failed.get();
    }

    /** The traces of which all spans were acknowledged. */
    public Set<String> traces() {
        return Set.copyOf(traces);
    }

    private void run(int tracesOfLoad, RandomGenerator random) {
        var load = new SpanLoad(tracesOfLoad, TIME.now(), random);
        try {
            while (!isOver) {
                load.renew();
                for (int i = 0; i < load.requests(); i++) {
                    if (!delivered(load.body(i))) {
                        return;
                    }
                    stored.addAndGet(load.spans(i));
                }
                traces.addAll(load.traces());
            }
        } catch (IOException e) {
            failed.addAndGet(isOver ? 0 : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return false if it is over before it was stored */
    private boolean delivered(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(where)
                .header("content-type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        while (true) {
            HttpResponse<Void> answer = answer(request);
            switch (answer.statusCode()) {
                case 200 -> {
                    return true;
                }
                case 503 -> refused.incrementAndGet();
                default -> throw new IOException("Spans must be stored, but the answer is (%s).".formatted(answer));
            }
            if (isOver) {
                return false;
            }
            TIME.sleep(MOMENT);
        }
    }

    /** A connection that was idle may be closed in the moment in which it is used again: once is no failure. */
    private HttpResponse<Void> answer(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            TIME.sleep(MOMENT);
            return client.send(request, BodyHandlers.discarding());
        }
    }

    /** Lets each finish the request that it has begun. */
    @Override
    public void close() {
        isOver = true;
        for (Thread each : threads) {
            try {
                each.join();
            } catch (InterruptedException e) {
                each.interrupt();
                Thread.currentThread().interrupt();
            }
        }
        client.close();
    }
}
