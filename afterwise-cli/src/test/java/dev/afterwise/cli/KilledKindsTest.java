package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Outcome;
import dev.afterwise.Workspace;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Query;
import dev.afterwise.store.StepRun;
import dev.afterwise.testkit.Seeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with items, waits, questions and plans in plans, killed at random; {@code ./bench plan.kills} does it a hundred times. */
class KilledKindsTest {
    private static final int KILLS = Integer.getInteger("afterwise.kills", 2);
    /** Six steps, six items and the list of them, and two steps of the inner plan. */
    private static final int SUCCEEDED = 6 + 6 + 1 + 2;

    private static final int LONGEST_MILLIS = 900;

    private static final String PLAN = """
            version: 1
            name: kinds
            steps:
              - id: items
                for_each: { in: [a, b, c, d, e, f], parallel: 2 }
                run: [sh, -c, "sleep 0.05; echo $AFTERWISE_IDEMPOTENCY_KEY >> ended"]
              - id: nap
                wait: 300ms
              - id: inner
                plan: inner.yaml
              - id: well
                needs: inner
                check: steps.inner.outcome == 'succeeded'
              - id: ok
                needs: well
                approve: Shall we?
              - id: last
                needs: [ok, items, nap]
                run: [sh, -c, "echo $AFTERWISE_IDEMPOTENCY_KEY >> ended"]
            """;

    private static final String INNER = """
            version: 1
            name: inner
            steps:
              - id: first
                run: [sh, -c, "sleep 0.1; echo $AFTERWISE_IDEMPOTENCY_KEY >> ended"]
              - id: second
                needs: first
                run: [sh, -c, "sleep 0.1; echo $AFTERWISE_IDEMPOTENCY_KEY >> ended"]
            """;

    @TempDir
    private Path folder;

    @Test
    void everyFinishedStepStaysAsItWasAndTheRunComesToItsEnd() throws Exception {
        RandomGenerator random = Seeded.random();
        for (int kill = 0; kill < KILLS; kill++) {
            Path place = Files.createDirectory(folder.resolve("kill" + kill));
            Files.writeString(place.resolve("plan.yaml"), PLAN);
            Files.writeString(place.resolve("inner.yaml"), INNER);
            Process process = start(place);
            while (process.isAlive() && !Files.exists(place.resolve("ended"))) {
                process.waitFor(5, TimeUnit.MILLISECONDS);
            }
            process.waitFor(random.nextLong(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            List<StepRun> finished = finished(place);

            String run = outer(place);
            new Cli(place).run("run", "--resume", run).exits(5);
            new Cli(place).run("plan", "approve", run).exits(0);
            new Cli(place).run("run", "--resume", run).exits(0);

            assertThat(finished(place)).containsAll(finished).hasSize(SUCCEEDED);
        }
    }

    private static Process start(Path place) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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

    private static String outer(Path place) {
        try (var store = Afterwise.store(place.resolve(".afterwise/history.db"))) {
            return store.workspace(Workspace.DEFAULT).signals().unfinished(9).stream()
                    .filter(run -> run.plan().equals("kinds"))
                    .map(PlanRun::id)
                    .findFirst()
                    .orElseThrow()
                    .hex();
        }
    }

    private static List<StepRun> finished(Path place) {
        try (var store = Afterwise.store(place.resolve(".afterwise/history.db"))) {
            var space = store.workspace(Workspace.DEFAULT);
            var finished = new ArrayList<StepRun>();
            space.history()
                    .find(Query.newest(9))
                    .items()
                    .forEach(run -> space.plans().steps(run.id()).stream()
                            .filter(attempt -> attempt.outcome() instanceof Outcome.Succeeded)
                            .forEach(finished::add));
            return finished;
        }
    }
}
