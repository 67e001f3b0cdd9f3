package dev.afterwise.benchmarks.kills;

import com.sun.net.httpserver.HttpServer;
import dev.afterwise.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Plans whose processes are killed at random moments, one after the other, until each has come to its end. For one thread. */
public final class KilledPlans implements AutoCloseable {
    private static final int LONGEST_MILLIS = 900;
    private static final int MOST_STARTS = 40;
    private static final int KILLS_OF_ONE = 5;

    private final Path folder;
    private final RandomGenerator random;
    private final HttpServer server;
    private int plans;
    private int kills;
    private int kept;
    private final List<String> wrong = new ArrayList<>();

    public KilledPlans(Path folder, RandomGenerator random) throws IOException {
        this.folder = folder;
        this.random = random;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"label\":\"bug\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** How many plans were begun. */
    public int plans() {
        return plans;
    }

    /** How many processes were killed before they had ended by themselves. */
    public int kills() {
        return kills;
    }

    /** How many results of finished steps were there at all kills together. */
    public int kept() {
        return kept;
    }

    /** What went wrong: results lost, finished steps repeated, plans that did not end well. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Kills so often, and has every plan that was begun brought to its end. */
    public void kill(int times) throws IOException, InterruptedException {
        while (kills < times) {
            Path place = Files.createDirectory(folder.resolve("plan" + ++plans));
            KindsPlan.write(place, random);
            carryOut(place, Math.min(KILLS_OF_ONE, times - kills));
        }
    }

    private void carryOut(Path place, int most) throws IOException, InterruptedException {
        int before = kills;
        @Nullable Kept last = null;
        for (int start = 0; start < MOST_STARTS; start++) {
            Process process = start(place);
            boolean isBegun = isBegun(process);
            if (isBegun && kills - before < most) {
                process.waitFor(random.nextLong(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
                if (process.isAlive()) {
                    process.destroyForcibly().waitFor();
                    kills++;
                    last = look(place, last);
                    continue;
                }
            }
            int code = process.waitFor();
            last = look(place, last);
            if (code != 5) {
                if (code != 0 || last.status() != Status.SUCCEEDED) {
                    wrong.add("%s ended with code %d as %s".formatted(place, code, last.status()));
                }
                return;
            }
            if (Kept.approve(place) == 0) {
                wrong.add("%s waits, but asks nothing".formatted(place));
                return;
            }
        }
        wrong.add("%s did not end".formatted(place));
    }

    private Kept look(Path place, @Nullable Kept before) throws IOException {
        Kept now = Kept.of(place);
        if (before != null) {
            kept += before.finished().size();
            now.lostSince(before).forEach(each -> wrong.add("lost " + each));
            now.repeatedSince(before).forEach(each -> wrong.add("repeated " + each));
        }
        return now;
    }

    private Process start(Path place) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        place.toString(),
                        "http://localhost:" + server.getAddress().getPort() + "/")
                .directory(place.toFile())
                .redirectError(place.resolve("errors").toFile())
                .start();
    }

    /** Waits until the first step has begun; false if the process ended before. */
    private static boolean isBegun(Process process) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        return line != null && line.startsWith("[begun");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
