package dev.afterwise.cli;

import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.server.Serving.Listening;
import dev.afterwise.server.Serving.Tls;
import dev.afterwise.server.Tokens;
import dev.afterwise.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From where a server can be reached. What is open to others without tokens, or without encryption, is refused before it begins. */
final class Reach {
    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            order = 3,
            description =
                    "the address to listen on, such as 0.0.0.0; loopback if nothing is said. Others need tokens and TLS")
    @Nullable
    String bind;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            order = 4,
            description = "a name by which it may be called besides localhost; again for more")
    List<String> hosts = List.of();

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            order = 5,
            description = "its certificates in PEM, its own first")
    @Nullable
    Path certificates;

    @Option(names = "--tls-key", paramLabel = "FILE", order = 6, description = "its private key in PEM (PKCS #8)")
    @Nullable
    Path key;

    @Option(
            names = "--behind-proxy",
            order = 7,
            description = "only a proxy can reach it, which does TLS and says in X-Forwarded-For who calls")
    boolean isBehindProxy;

    @Option(
            names = "--path-prefix",
            paramLabel = "PATH",
            order = 8,
            description =
                    "all is under this path, such as /afterwise, as a proxy passes it on; OTLP also where its clients expect it")
    String prefix = "";

    /**
     * What was asked for.
     *
     * @throws Refusal if that were open to others
     */
    Listening listening(Session session, Store store, List<Integer> ports) {
        InetAddress address = address();
        Tls tls = tls(session);
        if (!address.isLoopbackAddress() || isBehindProxy) {
            var tokens = new Tokens(store, session.workspace(), session.shell().time());
            var now = session.shell().time().now();
            if (tokens.all().stream().noneMatch(each -> each.isGood(now))) {
                throw Refusal.usage("""
                        A token must be there before others can reach the server, but there is none in the workspace (%s).
                        Maybe make one: afterwise tokens add NAME --role admin.""".formatted(session.workspace()));
            }
        }
        if (!address.isLoopbackAddress() && tls == null && !isBehindProxy) {
            throw Refusal.usage("""
                    Tokens must be sent encrypted, but at the address (%s) they would not be.
                    Maybe say --tls-cert and --tls-key, or --behind-proxy where a proxy does it.""".formatted(bind));
        }
        Set<String> names = hosts.stream().map(Reach::name).collect(Collectors.toUnmodifiableSet());
        return new Listening(address, ports, names, prefix(), tls, isBehindProxy);
    }

    private String prefix() {
        String plain = prefix.replaceFirst("/$", "");
        if (!plain.isEmpty() && !plain.matches("(?:/[A-Za-z0-9._~-]{1,60}){1,5}")) {
            throw Refusal.usage("--path-prefix must be like /afterwise, but it is (%s).".formatted(prefix));
        }
        return plain;
    }

    /** How it is called on this port. */
    String address(int port) {
        String host = bind == null || address().isAnyLocalAddress()
                ? "127.0.0.1"
                : bind.indexOf(':') < 0 ? bind : "[" + bind + "]";
        return "%s://%s:%d%s".formatted(certificates == null ? "http" : "https", host, port, prefix());
    }

    private InetAddress address() {
        if (bind == null) {
            return InetAddress.getLoopbackAddress();
        }
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw Refusal.usage("--bind must be an address of this machine, but it is (%s).".formatted(bind));
        }
    }

    private static String name(String host) {
        if (!host.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:.]+]")) {
            throw Refusal.usage("--host must be a name without a port, but it is (%s).".formatted(host));
        }
        return host.toLowerCase(Locale.ROOT);
    }

    private @Nullable Tls tls(Session session) {
        Path chain = certificates;
        Path secret = key;
        if ((chain == null) != (secret == null)) {
            throw Refusal.usage("--tls-cert and --tls-key must be said together, but one is missing.");
        }
        if (chain == null || secret == null) {
            return null;
        }
        try {
            return Tls.of(readable(session, chain), readable(session, secret));
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(String.valueOf(e.getMessage()));
        }
    }

    private static Path readable(Session session, Path path) {
        Path file = session.shell().file(path);
        try {
            if (!Files.readString(file).contains("-----BEGIN ")) {
                throw Refusal.usage("The file (%s) must be in PEM, but it is not.".formatted(path));
            }
        } catch (IOException e) {
            throw Refusal.usage("The file (%s) must be readable, but it is not.".formatted(path));
        }
        return file;
    }
}
