package dev.afterwise.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service on this machine that behaves as services do: of every twenty calls it asks one to come back later, lets one hang,
 * and is away for one; then it is well again.
 */
final class PriceService implements AutoCloseable {
    private static final int CYCLE = 20;
    private static final int BUSY = 4;
    private static final int HANGING = 10;
    private static final int AWAY = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();

    private PriceService(HttpServer server) {
        this.server = server;
    }

    /** Begins to serve, for this machine only, on a port that is free. */
    static PriceService start() throws IOException {
        var service =
                new PriceService(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        service.server.setExecutor(service.threads);
        service.server.createContext("/prices", service::serve);
        service.server.start();
        return service;
    }

    String address() {
        InetSocketAddress at = server.getAddress();
        return "http://%s:%d/prices".formatted(at.getAddress().getHostAddress(), at.getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        switch (calls.getAndIncrement() % CYCLE) {
            case BUSY -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                answer(exchange, 429, "{\"error\":\"too many requests\"}");
            }
            case HANGING -> {
                hang();
                exchange.close();
            }
            case AWAY -> answer(exchange, 503, "{\"error\":\"restarting\"}");
            default -> answer(exchange, 200, "{\"currency\":\"EUR\",\"prices\":[4.2,1.7]}");
        }
    }

    private void hang() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
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
