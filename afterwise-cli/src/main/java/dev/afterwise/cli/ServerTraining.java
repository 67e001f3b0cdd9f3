package dev.afterwise.cli;

import dev.afterwise.cli.shell.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of the {@link Training} in which a server is started, asked a little, and stopped. */
final class ServerTraining {
    private static final Pattern PORT = Pattern.compile("Listening on http://127\\.0\\.0\\.1:([0-9]+)");
    private static final String SPAN = """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7",
            "name":"email","startTimeUnixNano":"1790000000000000000","endTimeUnixNano":"1790000001000000000"}]}]}]}""";
    private static final List<String> QUESTIONS = List.of(
            "/",
            "/readyz",
            "/api/v1/me",
            "/api/v1/status",
            "/api/v1/history/list?limit=5",
            "/api/v1/health",
            "/metrics");

    private ServerTraining() {}

    /**
     * Where no port can be listened to, nothing is trained.
     *
     * @param shell that of the process, which says what it says to this
     */
    static void run(Function<Outlet, Shell> shell) {
        try {
            tryToRun(shell);
        } catch (IOException ignored) {
            // All else is trained all the same.
        }
    }

    private static void tryToRun(Function<Outlet, Shell> shell) throws IOException {
        try (var said = new PipedInputStream(1 << 16);
                var saying = new PipedOutputStream(said)) {
            var outlet = new Outlet(saying);
            Thread server = Thread.ofPlatform()
                    .name("afterwise-training")
                    .start(() -> Main.run(shell.apply(outlet), outlet, "serve", "--port", "0", "--no-otlp-ports"));
            try {
                ask(port(said));
            } finally {
                server.interrupt();
                join(server);
            }
        }
    }

    private static void join(Thread server) {
        try {
            server.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int port(PipedInputStream said) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher listening = PORT.matcher(line);
            if (listening.find()) {
                return Integer.parseInt(listening.group(1));
            }
        }
        throw new IOException("A server must say where it listens, but it ended before.");
    }

    private static void ask(int port) throws IOException {
        for (String path : QUESTIONS) {
            send(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        }
        byte[] body = SPAN.getBytes(StandardCharsets.UTF_8);
        send(
                port,
                "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n" + SPAN);
    }

    private static void send(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            long received = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            assert received > 0 : "every question has an answer";
        }
    }
}
