package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Status;
import dev.afterwise.Workspace;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Query;
import dev.afterwise.store.StepRun;
import dev.afterwise.testkit.Seeded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own that is killed while it runs a plan. {@code -Dafterwise.kills=50} tries more often. */
class KilledRunTest {
    private static final int KILLS = Integer.getInteger("afterwise.kills", 4);
    /** Those that are begun: {@code never} is skipped. */
    private static final String[] STEPS = {
        "command", "script", "ask", "choice", "retried", "replaced", "folder", "extra", "nice", "alone", "last"
    };

    private static final int LONGEST_MILLIS = 1_500;

    /** Twelve steps, of every kind and with everything that can happen to one. */
    private static final String PLAN = """
            version: 1
            name: chain
            params:
              service: { type: text }
              complexity: { type: number, default: 8 }
            thresholds: { hard: complexity > 7 }
            steps:
              - id: command
                run: [sh, -c, "echo command >> log; sleep 0.05"]
              - id: script
                needs: command
                run: |
                  echo script >> log
                  echo ' 42 '
                outputs: { answer: text }
              - id: ask
                needs: command
                http: ${{ params.service }}
                outputs: { label: /label }
                success: outputs.label == 'bug'
              - id: choice
                needs: [script, ask]
                env: { ANSWER: "${{ steps.script.outputs.answer }}${{ steps.ask.outputs.label }}" }
                choose:
                  threshold: hard
                  among:
                    - { agent: quick, run: [false] }
                    - { agent: thorough, run: [sh, -c, 'test "$ANSWER" = 42bug && sleep 0.05'] }
              - id: never
                needs: script
                if: steps.script.outputs.answer != 42
                run: [false]
              - id: retried
                needs: ask
                run: [sh, -c, "test -e tried || { touch tried; echo 'connection reset' >&2; exit 1; }"]
                retry: { max: 1, base: 50ms, cap: 50ms }
              - id: replaced
                needs: never
                run: [sh, -c, "echo 'service unavailable' >&2; exit 1"]
                fallback: { run: [sleep, "0.05"] }
              - id: folder
                needs: choice
                run: echo x > made/here/file
                on_error: [ { class: not_found, do: create_path, path: made/here } ]
              - id: extra
                needs: choice
                run: [sh, -c, "echo 'no such file' >&2; exit 1"]
                on_error: [ { class: "*", do: skip } ]
              - id: nice
                needs: [replaced, retried]
                run: [false]
                critical: false
              - id: alone
                needs: [folder, extra]
                run: [sleep, "0.05"]
                parallel: false
              - id: last
                needs: [alone, nice]
                run: [sh, -c, "echo last >> log"]
            """;

    @TempDir
    private Path folder;

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"label\":\"bug\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRunThatWasKilledGoesOnWithoutRepeatingWhatIsFinished() throws Exception {
        RandomGenerator random = Seeded.random();
        for (int kill = 0; kill < KILLS; kill++) {
            Path place = Files.createDirectory(folder.resolve("kill" + kill));
            Process process = start(place);
            if (!isBegun(process, place)) {
                continue;
            }
            process.waitFor(random.nextLong(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();

            ExecutionId id = newest(place);
            if (status(place, id) != Status.RUNNING) {
                continue;
            }
            List<StepRun> finished = attempts(place, id).stream()
                    .filter(attempt -> attempt.outcome().status() == Status.SUCCEEDED)
                    .toList();

            new Cli(place).run("run", "--resume", id.hex()).exits(0);

            assertThat(attempts(place, id)).containsAll(finished);
            for (StepRun before : finished) {
                assertThat(attempts(place, id))
                        .filteredOn(attempt -> attempt.step().equals(before.step()))
                        .as("attempts at the finished step %s", before.step())
                        .allMatch(attempt -> attempt.attempt() <= before.attempt());
            }
            assertThat(status(place, id)).isEqualTo(Status.SUCCEEDED);
            assertThat(execution(place, id).outcome().status()).isEqualTo(Status.SUCCEEDED);
            assertThat(steps(execution(place, id))).containsOnlyKeys(STEPS).containsEntry("nice", Status.FAILED);
            new Cli(place).run("run", "--resume", id.hex()).exits(1);
        }
    }

    @Test
    void aRunnerThatWasStoppedAndWakesUpIsFencedOff() throws Exception {
        Path place = Files.createDirectory(folder.resolve("stopped"));
        Process process = start(place);
        assertThat(isBegun(process, place)).isTrue();
        signal("STOP", process);
        ExecutionId id = newest(place);

        new Cli(place).run("run", "--resume", id.hex()).exits(0);
        List<StepRun> attempts = attempts(place, id);
        Execution execution = execution(place, id);
        signal("CONT", process);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(place.resolve("out")))
                .isEqualTo(4);
        assertThat(Files.readString(place.resolve("out"))).contains("another one has taken it over");
        assertThat(attempts(place, id)).isEqualTo(attempts);
        assertThat(execution(place, id).outcome()).isEqualTo(execution.outcome());
        assertThat(steps(execution(place, id))).isEqualTo(steps(execution));
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static Map<String, Status> steps(Execution execution) {
        return execution.steps().stream()
                .collect(Collectors.toMap(
                        step -> step.action().name(), step -> step.outcome().status()));
    }

    private Process start(Path place) throws IOException {
        Files.writeString(place.resolve("plan.yaml"), PLAN);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.afterwise.cli.Main",
                        "run",
                        "plan.yaml",
                        "--param",
                        "service=http://localhost:" + server.getAddress().getPort() + "/")
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("out").toFile())
                .start();
    }

    /** Waits until the first step has begun; false if the process ended before. */
    private static boolean isBegun(Process process, Path place) {
        while (!Files.exists(place.resolve("log"))) {
            if (!process.isAlive()) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private static ExecutionId newest(Path place) {
        try (var store = Afterwise.store(place.resolve(".afterwise/history.db"))) {
            return store.workspace(Workspace.DEFAULT)
                    .history()
                    .find(Query.newest(1))
                    .items()
                    .getFirst()
                    .id();
        }
    }

    private static Status status(Path place, ExecutionId id) {
        try (var store = Afterwise.store(place.resolve(".afterwise/history.db"))) {
            return store.workspace(Workspace.DEFAULT)
                    .plans()
                    .run(id)
                    .map(PlanRun::status)
                    .orElseThrow();
        }
    }

    private static List<StepRun> attempts(Path place, ExecutionId id) {
        try (var store = Afterwise.store(place.resolve(".afterwise/history.db"))) {
            return store.workspace(Workspace.DEFAULT).plans().steps(id);
        }
    }

    private static Execution execution(Path place, ExecutionId id) {
        try (var store = Afterwise.store(place.resolve(".afterwise/history.db"))) {
            return store.workspace(Workspace.DEFAULT).history().execution(id).orElseThrow();
        }
    }
}
