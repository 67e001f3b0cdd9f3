package dev.afterwise.server;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.afterwise.Workspace;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.otel.Otlp;
import dev.afterwise.otel.Prices;
import dev.afterwise.record.Redaction;
import dev.afterwise.server.OtlpServices.Signal;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * A server that runs, on loopback only: the API, the dashboard, and OTLP over HTTP and gRPC, all on each of its ports. It does not
 * close the store. Safe for use by many threads.
 */
public final class Serving implements AutoCloseable {
    /** How many facts may wait to be stored before new ones are turned away. */
    private static final long MOST_WAITING = 200_000;

    private final Server server;
    private final Ingest ingest;

    /**
     * Starts it.
     *
     * @param workspace where all belongs that is received, and that is asked about
     * @param ports from 0, which is any that is free, to 65,535
     * @throws BindException if a port is taken
     */
    public static Serving start(
            Store store, Workspace workspace, List<Integer> ports, Api api, Redaction redaction, Timekeeper time)
            throws BindException {
        var made = new Serving(store, workspace, ports, api, redaction, time);
        try {
            made.server.start().join();
            return made;
        } catch (CompletionException e) {
            made.close();
            throw (BindException) new BindException("A port of %s must be free, but none can be listened to: %s"
                            .formatted(
                                    ports,
                                    e.getCause() == null
                                            ? e.getMessage()
                                            : e.getCause().getMessage()))
                    .initCause(e);
        }
    }

    private Serving(
            Store store, Workspace workspace, List<Integer> ports, Api api, Redaction redaction, Timekeeper time) {
        this.ingest = new Ingest(store, MOST_WAITING);
        var otlp = new Otlp(new Classifier()::classify, Prices.builtIn());
        var services = new OtlpServices(otlp, redaction, ingest, time);
        ServerBuilder builder = Server.builder()
                .maxRequestLength(Bodies.MOST)
                .requestTimeout(Duration.ofSeconds(60))
                .gracefulShutdownTimeout(Duration.ZERO, Duration.ofSeconds(10))
                .decorator(inner -> new Gate(inner, workspace));
        for (int port : ports) {
            builder.port(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SessionProtocol.HTTP);
        }
        for (Signal signal : Signal.values()) {
            builder.service(signal.path, new OtlpHttp(signal, services));
            builder.service(signal.method, new OtlpGrpc(signal, services));
        }
        builder.serviceUnder("/api/v1/", new Asked(api));
        builder.service(
                "/healthz", (context, request) -> HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "ok\n"));
        builder.serviceUnder("/", new Pages());
        this.server = builder.build();
    }

    /** Where it listens. */
    public List<Integer> ports() {
        return server.activePorts().values().stream()
                .map(port -> port.localAddress().getPort())
                .sorted()
                .toList();
    }

    /** Ends what has begun, and stores what waits. */
    @Override
    public void close() {
        server.stop().join();
        ingest.close();
    }
}
