package dev.afterwise.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the launcher has run once, so that later starts of a server are quick: one is started, asked a little, and stopped. It is apart from
 * the {@link Training} of the other commands, because each start loads all classes of its cache.
 */
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

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        AotCache.dropIfRefused();
        Path folder = Files.createTempDirectory("afterwise-training");
        try {
            var nowhere = new Outlet(OutputStream.nullOutputStream());
            Main.run(Training.shell(folder, Training.history(), nowhere), nowhere, "import", "-");
            serve(folder);
        } finally {
            Training.delete(folder);
        }
        System.exit(0); // as Main does
    }

    private static void serve(Path folder) throws IOException {
        try (var said = new PipedInputStream(1 << 16);
                var saying = new PipedOutputStream(said)) {
            var outlet = new Outlet(saying);
            Thread server = Thread.ofPlatform()
                    .name("afterwise-training")
                    .start(() -> Main.run(
                            Training.shell(folder, InputStream.nullInputStream(), outlet),
                            outlet,
                            "serve",
                            "--port",
                            "0",
                            "--no-otlp-ports"));
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
