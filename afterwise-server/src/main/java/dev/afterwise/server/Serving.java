package dev.afterwise.server;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.afterwise.Workspace;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.otel.Otlp;
import dev.afterwise.otel.Prices;
import dev.afterwise.record.Redaction;
import dev.afterwise.server.Api.Offer;
import dev.afterwise.server.OtlpServices.Signal;
import dev.afterwise.server.Routes.Route;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs: the API, the dashboard, and OTLP over HTTP and gRPC, all on each of its ports. It does not close the store. Safe
 * for use by many threads.
 */
public final class Serving implements AutoCloseable {
    /** How many facts may wait to be stored before new ones are turned away. */
    static final long MOST_WAITING = 200_000;

    /** How often one caller may ask, on average. */
    private static final int MOST_PER_SECOND = 1_000;

    private static final int MOST_CONNECTIONS = 1_000;
    private static final int MOST_STREAMS = 100;
    private static final int MOST_HEADER_BYTES = 16 << 10;

    /**
     * Where to listen, and by what names to be called.
     *
     * @param hosts names besides those of loopback, in lower case
     * @param prefix of all paths; empty, or begins with a slash and ends with none
     * @param tls null for none
     * @param isBehindProxy whether nobody but a proxy can reach it, so that what that says of the caller's address is true
     */
    public record Listening(
            InetAddress bind,
            List<Integer> ports,
            Set<String> hosts,
            String prefix,
            @Nullable Tls tls,
            boolean isBehindProxy) {
        public Listening {
            ports = List.copyOf(ports);
            hosts = Set.copyOf(hosts);
        }

        /** Where only this machine reaches it. */
        public static Listening loopback(List<Integer> ports) {
            return new Listening(InetAddress.getLoopbackAddress(), ports, Set.of(), "", null, false);
        }

        public Listening withHosts(Set<String> hosts) {
            return new Listening(bind, ports, hosts, prefix, tls, isBehindProxy);
        }

        public Listening withPrefix(String prefix) {
            return new Listening(bind, ports, hosts, prefix, tls, isBehindProxy);
        }
    }

    /** Files in PEM. */
    public record Tls(Path certificates, Path key) {
        /** @throws IllegalArgumentException if they are not what they must be */
        public static Tls of(Path certificates, Path key) {
            var tls = new Tls(certificates, key);
            try {
                tls.pair();
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "The files (%s) and (%s) must hold certificates and an unencrypted private key (PKCS #8) in PEM, but they don't."
                                .formatted(certificates, key),
                        e);
            }
            return tls;
        }

        private TlsKeyPair pair() {
            return TlsKeyPair.of(key.toFile(), certificates.toFile());
        }
    }

    /**
     * What is served, and how.
     *
     * @param workspace where all belongs that is received, and that is asked about
     */
    public record Setup(
            Store store,
            Workspace workspace,
            Api api,
            Redaction redaction,
            Timekeeper time,
            Listening listening,
            @Nullable Messages messages,
            @Nullable Otlp otlp) {
        /** On any port of loopback that is free. */
        public static Setup of(Store store, Workspace workspace, Api api) {
            return new Setup(
                    store,
                    workspace,
                    api,
                    Redaction.STANDARD,
                    Timekeeper.system(),
                    Listening.loopback(List.of(0)),
                    null,
                    null);
        }

        public Setup with(Redaction redaction) {
            return new Setup(store, workspace, api, redaction, time, listening, messages, otlp);
        }

        public Setup with(Timekeeper time) {
            return new Setup(store, workspace, api, redaction, time, listening, messages, otlp);
        }

        public Setup with(Listening listening) {
            return new Setup(store, workspace, api, redaction, time, listening, messages, otlp);
        }

        /** With the Model Context Protocol. */
        public Setup with(Messages messages) {
            return new Setup(store, workspace, api, redaction, time, listening, messages, otlp);
        }

        /** Which understands what comes over OTLP. */
        public Setup with(Otlp otlp) {
            return new Setup(store, workspace, api, redaction, time, listening, messages, otlp);
        }
    }

    /** How long those who are inside have to be answered when it is to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Server server;
    private final Ingest ingest;
    private final Rounds rounds;
    private final Doors doors = new Doors();

    /**
     * Starts it.
     *
     * @throws BindException if a port is taken
     */
    public static Serving start(Setup setup) throws BindException {
        var made = new Serving(setup);
        try {
            made.server.start().join();
            made.rounds.begin(setup.workspace);
            return made;
        } catch (CompletionException e) {
            made.close();
            throw (BindException) new BindException("A port of %s must be free, but none can be listened to: %s"
                            .formatted(
                                    setup.listening.ports,
                                    e.getCause() == null
                                            ? e.getMessage()
                                            : e.getCause().getMessage()))
                    .initCause(e);
        }
    }

    private Serving(Setup setup) {
        this.ingest = new Ingest(setup.store, MOST_WAITING);
        var acts = new Acts(setup.store, setup.workspace, setup.time);
        this.rounds = new Rounds(setup.store, ingest, acts, setup.time);
        var door = new Door(setup);
        var pace = new Pace(MOST_PER_SECOND, 2 * MOST_PER_SECOND, setup.time);
        ServerBuilder builder = Server.builder()
                .requestTimeout(Duration.ofSeconds(60))
                .maxNumConnections(MOST_CONNECTIONS)
                .http1MaxInitialLineLength(MOST_HEADER_BYTES)
                .http1MaxHeaderSize(MOST_HEADER_BYTES)
                .http2MaxHeaderListSize(MOST_HEADER_BYTES)
                .http2MaxStreamsPerConnection(MOST_STREAMS)
                .disableServerHeader()
                .setHeaders(Shield.HEADERS.entrySet())
                .decorator(doors::before)
                .errorHandler(new Failing());
        for (int port : setup.listening.ports) {
            builder.port(
                    new InetSocketAddress(setup.listening.bind, port),
                    setup.listening.tls == null ? SessionProtocol.HTTP : SessionProtocol.HTTPS);
        }
        if (setup.listening.tls != null) {
            builder.tls(setup.listening.tls.pair());
        }
        routes(setup, ingest, rounds, door)
                .register(builder, setup.listening.prefix, route -> new Gate(route, door, pace, acts));
        this.server = builder.build();
    }

    /** Every way in. Whoever serves something more adds a line. */
    static Routes routes(Setup setup, Ingest ingest, Rounds rounds, Door door) {
        var otlp = new OtlpServices(
                setup.otlp == null ? new Otlp(new Classifier()::classify, Prices.builtIn()) : setup.otlp,
                setup.redaction,
                ingest,
                rounds.silent(),
                setup.time);
        var asked = new Asked(setup.api);
        var pages = new Pages();
        var routes = new Routes();
        for (Signal each : Signal.values()) {
            routes.add(new Route(HttpMethod.POST, each.path, Role.WRITER, Bodies.MOST, new OtlpHttp(each, otlp)));
            routes.add(new Route(HttpMethod.POST, each.method, Role.WRITER, Bodies.MOST, new OtlpGrpc(each, otlp)));
        }
        for (Offer each : setup.api.offers()) {
            HttpMethod method = HttpMethod.valueOf(each.method());
            if (!each.path().isEmpty()) {
                routes.add(method, Asked.PREFIX + each.path(), each.least(), asked);
            }
            routes.add(method, "prefix:" + Asked.PREFIX + each.path(), each.least(), asked);
        }
        if (setup.messages != null) {
            var mcp = new McpHttp(setup.messages);
            routes.add(HttpMethod.POST, McpHttp.PATH, Role.VIEWER, mcp)
                    .add(HttpMethod.GET, McpHttp.PATH, Role.VIEWER, mcp)
                    .add(HttpMethod.DELETE, McpHttp.PATH, Role.VIEWER, mcp);
        }
        return routes.add(HttpMethod.GET, Asked.PREFIX + "me", Role.VIEWER, new Me(door))
                .add(HttpMethod.GET, Asked.PREFIX + "events", Role.VIEWER, rounds.events())
                .add(
                        HttpMethod.GET,
                        Asked.PREFIX + "openapi.json",
                        Role.VIEWER,
                        new OpenApi(routes, setup.api, setup.listening.prefix))
                .add(HttpMethod.GET, "/readyz", Role.VIEWER, new Readiness(setup.store, ingest))
                .add(HttpMethod.GET, "/metrics", Role.VIEWER, new Scrape(rounds.figures()))
                .open(
                        HttpMethod.GET,
                        "/healthz",
                        (context, request) -> HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "ok\n"))
                .open(HttpMethod.GET, "prefix:/", pages)
                .open(HttpMethod.HEAD, "prefix:/", pages);
    }

    /** Where it listens. */
    public List<Integer> ports() {
        return server.activePorts().values().stream()
                .map(port -> port.localAddress().getPort())
                .sorted()
                .toList();
    }

    /** Answers those who are inside and lets nobody else in, then stores what waits. */
    @Override
    public void close() {
        rounds.close();
        doors.close(PATIENCE);
        server.stop().join();
        ingest.close();
    }
}
