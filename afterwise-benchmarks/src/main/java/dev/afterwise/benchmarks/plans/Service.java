package dev.afterwise.benchmarks.plans;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service on this machine some of whose pages are busy, away or stuck by chance: the same for the same run, page and attempt.
 * Safe for use by many threads.
 */
final class Service implements AutoCloseable {
    private static final Timekeeper TIME = Timekeeper.system();
    private static final String BODY = "{\"subject\":\"takes\",\"name\":\"Ada\"}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private volatile int seed;

    private Service(HttpServer server) {
        this.server = server;
    }

    /** Begins to serve, for this machine only, on a port that is free. */
    static Service serving(List<Route> routes) throws IOException {
        var service = new Service(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        service.server.setExecutor(service.threads);
        routes.forEach(
                route -> service.server.createContext("/" + route.path(), exchange -> service.serve(route, exchange)));
        service.server.start();
        return service;
    }

    String address() {
        InetSocketAddress at = server.getAddress();
        return "http://%s:%d".formatted(at.getAddress().getHostAddress(), at.getPort());
    }

    /** From now on it behaves as in this run. */
    void begin(int run) {
        seed = run;
        attempts.clear();
    }

    private void serve(Route route, HttpExchange exchange) throws IOException {
        int attempt = Objects.requireNonNull(attempts.merge(route.path(), 1, Integer::sum));
        var luck = new SplittableRandom(31L * (31L * seed + route.path().hashCode()) + attempt);
        luck.nextLong();
        double factor = .85 + .15 * (luck.nextDouble() + luck.nextDouble());
        try {
            if (luck.nextInt(100) < route.hanging()) {
                closed.await();
                exchange.close();
                return;
            }
            TIME.sleep(Duration.ofMillis(Math.round((double) route.millis() * factor)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        answer(exchange, luck.nextInt(100) < route.failing() ? route.status() : 200);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        byte[] bytes = BODY.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
