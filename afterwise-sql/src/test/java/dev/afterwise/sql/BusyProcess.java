package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;

import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import dev.afterwise.store.History;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A process of its own that does much to a store at once until it is killed, and prints what is durable. */
final class BusyProcess {
    static final int BATCH = 10;
    private static final int LARGE = 25;
    private static final int THREADS = 4;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private BusyProcess() {}

    /** @param what {@code append} prints the ids of executions, {@code prune} a line after each piece */
    static Process start(URI store, String what, String name, Path errors) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyProcess.class.getName(),
                        store.toString(),
                        what,
                        name)
                .redirectError(errors.toFile())
                .start();
    }

    public static void main(String[] arguments) throws InterruptedException {
        var place = SqlitePlace.of(URI.create(arguments[0])).orElseThrow();
        try (Store store = SqliteStore.open(place, Timekeeper.system())) {
            if (arguments[1].equals("prune")) {
                store.upkeep().prune(Retention.STANDARD, Timekeeper.system().now(), (due, gone, held) -> {
                    System.out.println(gone.executions());
                    return true;
                });
                return;
            }
            var threads = IntStream.range(0, THREADS)
                    .mapToObj(n -> Thread.ofPlatform().start(() -> append(store, arguments[2] + "/" + n)))
                    .toList();
            for (Thread each : threads) {
                each.join();
            }
        }
    }

    /** Ten at a time, now and then more; some are stored while they run, and end later. */
    private static void append(Store store, String name) {
        History history = store.workspace(Workspace.DEFAULT).history();
        for (int batch = 0; true; batch++) {
            String task = name + "/" + batch;
            List<AnExecution> executions = executions(task, batch);
            if (batch % 3 == 0) {
                history.append(AnExecution.facts(
                        executions.stream().map(BusyProcess::begun).toList()));
            }
            history.append(AnExecution.facts(executions));
            executions.forEach(each -> System.out.println(each.execution().id()));
        }
    }

    private static List<AnExecution> executions(String task, int batch) {
        var executions = new ArrayList<AnExecution>();
        for (int i = 0; i < (batch % 10 == 9 ? BATCH * LARGE : BATCH); i++) {
            executions.add(of(task, batch, i));
        }
        return executions;
    }

    private static AnExecution of(String task, int batch, int number) {
        AnExecution execution = anExecution()
                .withId(ExecutionId.of(task + "/" + number))
                .of(task)
                .by("agent " + number % 3)
                .described("long enough to need some pages. ".repeat(20))
                .startedAt(START.plus(Duration.ofMinutes(37L * (batch + number))))
                .took(Duration.ofMillis(100 + number));
        return number % 4 == 0 ? execution.failedWith("timeout", "after " + number + " s") : execution;
    }

    /** The same before it ended. */
    private static AnExecution begun(AnExecution execution) {
        var whole = execution.execution();
        return anExecution()
                .withId(whole.id())
                .of(whole.profile().task())
                .by(whole.profile().agent())
                .described(whole.headline().description())
                .startedAt(whole.startedAt())
                .running();
    }
}
