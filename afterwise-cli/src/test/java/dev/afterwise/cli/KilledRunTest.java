package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.Workspace;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Query;
import dev.afterwise.store.StepRun;
import dev.afterwise.testkit.Seeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own that is killed while it runs a plan. {@code -Dafterwise.kills=50} tries more often. */
class KilledRunTest {
    private static final int KILLS = Integer.getInteger("afterwise.kills", 4);
    private static final String PLAN = """
            version: 1
            name: chain
            steps:
              - { id: a, run: [sh, -c, "echo a >> log; sleep 0.1"] }
              - { id: b, run: [sh, -c, "echo b >> log; sleep 0.1"], needs: a }
              - { id: c, run: [sh, -c, "echo c >> log; sleep 0.1"], needs: a }
              - { id: d, run: [sh, -c, "echo d >> log; sleep 0.1"], needs: [b, c] }
              - { id: e, run: [sh, -c, "test -e e || { touch e; echo 'connection reset' >&2; exit 1; }"], needs: d, retry: { max: 1, base: 50ms, cap: 50ms } }
              - { id: f, run: [sh, -c, "echo f >> log; sleep 0.1"], needs: e }
            """;

    @TempDir
    private Path folder;

    @Test
    void aRunThatWasKilledGoesOnWithoutRepeatingWhatIsFinished() throws Exception {
        RandomGenerator random = Seeded.random();
        for (int kill = 0; kill < KILLS; kill++) {
            Path place = Files.createDirectory(folder.resolve("kill" + kill));
            Files.writeString(place.resolve("plan.yaml"), PLAN);
            Process process = start(place);
            if (!isBegun(process, place)) {
                continue;
            }
            process.waitFor(random.nextLong(600), TimeUnit.MILLISECONDS);
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
            assertThat(execution(place, id).steps())
                    .extracting(Step::outcome)
                    .allMatch(outcome -> outcome.status() == Status.SUCCEEDED);
            assertThat(execution(place, id).outcome().status()).isEqualTo(Status.SUCCEEDED);
            new Cli(place).run("run", "--resume", id.hex()).exits(1);
        }
    }

    private static Process start(Path place) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.afterwise.cli.Main",
                        "run",
                        "plan.yaml")
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
