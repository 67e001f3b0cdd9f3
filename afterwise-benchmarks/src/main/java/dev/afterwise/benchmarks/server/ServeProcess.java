package dev.afterwise.benchmarks.server;

import dev.afterwise.time.Timekeeper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code afterwise serve} in a process of its own, with half a gigabyte of heap. For one thread. */
public final class ServeProcess implements AutoCloseable {
    private static final Pattern WHERE = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final List<String> FLAGS = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final Timekeeper TIME = Timekeeper.system();

    private final Process process;
    private final URI where;

    /** Starts it, and waits until it listens. */
    public ServeProcess(Path store) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        String more = System.getProperty("afterwise.bench.flags", "");
        if (!more.isEmpty()) {
            command.addAll(List.of(more.split(" ", -1)));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.afterwise.cli.Main"));
        command.addAll(List.of("serve", "--port", "0", "--no-otlp-ports", "--store", store.toString()));
        process = new ProcessBuilder(command)
                .directory(Objects.requireNonNull(store.toAbsolutePath().getParent())
                        .toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(store.resolveSibling("serve.log").toFile())
                .start();
        where = where(store.resolveSibling("serve.log"));
    }

    private URI where(Path log) throws IOException, InterruptedException {
        while (true) {
            Matcher found = WHERE.matcher(Files.readString(log));
            if (found.find()) {
                return URI.create(found.group());
            }
            if (!process.isAlive()) {
                throw new IOException("The server must start, but it said (%s).".formatted(Files.readString(log)));
            }
            TIME.sleep(Duration.ofMillis(20));
        }
    }

    public URI where() {
        return where;
    }

    /** What all its threads have used. */
    public Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How much of the machine's memory it holds, as Linux says. */
    public long residentBytes() throws IOException {
        try (BufferedReader status = Files.newBufferedReader(Path.of("/proc/" + process.pid() + "/status"))) {
            return status.lines()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1_024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As the power fails. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it as a service manager does, and waits. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
