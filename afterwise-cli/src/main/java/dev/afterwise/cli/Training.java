package dev.afterwise.cli;

import dev.afterwise.cli.shell.Environment;
import dev.afterwise.cli.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the launcher has run once, so that later starts are quick: the usual commands on a little history, in a folder of its
 * own, while the Java virtual machine notes which classes they take. Nothing is said, and nothing is left behind.
 */
final class Training {
    private static final String ID = "%032x";
    private static final List<String> COMMANDS = List.of(
            "import -",
            "history list",
            "history list --json",
            "history show " + ID.formatted(1),
            "history stats",
            "history errors",
            "trends",
            "recommend email",
            "recommendations",
            "doctor",
            "mcp",
            "version",
            "hsitory list",
            "history list --help",
            "--help");

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        AotCache.dropIfRefused();
        Path folder = Files.createTempDirectory("afterwise-training");
        try {
            for (String command : COMMANDS) {
                var nowhere = new Outlet(OutputStream.nullOutputStream());
                InputStream in = command.equals("mcp") ? messages() : history();
                Main.run(shell(folder, in, nowhere), nowhere, command.split(" "));
            }
        } finally {
            delete(folder);
        }
        System.exit(0); // as Main does
    }

    /** That of the process, but for what it reads and writes. */
    static Shell shell(Path folder, InputStream in, Outlet nowhere) {
        Shell process = Shell.ofProcess(in, nowhere.stream(), nowhere.stream());
        return new Shell(
                process.in(),
                process.out(),
                process.err(),
                process.screen(),
                process.panel(),
                new Environment(Map.of()),
                folder,
                process.time());
    }

    private static InputStream messages() {
        return new ByteArrayInputStream("""
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}
                {"jsonrpc":"2.0","id":2,"method":"tools/list"}
                {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"what_worked_before","arguments":{"task":"email"}}}
                {"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"list_errors","arguments":{}}}
                """.getBytes(StandardCharsets.UTF_8));
    }

    static InputStream history() {
        String lines = IntStream.rangeClosed(1, 40)
                .mapToObj(n -> """
                        {"id": "%s", "task": "email", "agent": "%s", "started": "2026-01-%02dT09:00:00Z", "duration_ms": %d, %s}
                        """.formatted(
                                ID.formatted(n),
                                n % 2 == 0 ? "a" : "b",
                                n % 28 + 1,
                                100 + n,
                                n % 5 == 0
                                        ? "\"outcome\": \"failed\", \"error\": {\"type\": \"timeout\", \"message\": \"timed out\"}"
                                        : "\"outcome\": \"succeeded\""))
                .collect(Collectors.joining());
        return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
