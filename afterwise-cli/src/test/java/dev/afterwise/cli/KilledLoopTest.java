package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Status;
import dev.afterwise.Workspace;
import dev.afterwise.store.Document.Timed;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop as a process of its own that is killed while it runs a plan by its schedule. */
class KilledLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PLAN = """
            version: 1
            name: hourly
            schedule: "0 * * * *"
            steps:
              - id: first
                run: echo first >> log
              - id: second
                needs: first
                run: |
                  touch begun
                  while ! test -e go; do sleep 0.05; done
              - id: third
                needs: second
                run: echo third >> log
            """;

    @TempDir
    private Path folder;

    @Test
    void theNextLoopGoesOnWithARunWhoseProcessIsGone() throws Exception {
        Files.writeString(folder.resolve("hourly.yaml"), PLAN);
        try (var store = store()) {
            var longAgo = new Timed("hourly", Instant.now().minus(Duration.ofHours(2)), List.of());
            store.workspace(Workspace.DEFAULT).ledger().write(Map.of(longAgo, 0L));
        }
        Process first = start("out1");
        try {
            await(() -> Files.exists(folder.resolve("begun")), first);
        } finally {
            first.destroyForcibly().waitFor();
        }
        Files.createFile(folder.resolve("go"));

        Process second = start("out2");
        try {
            await(() -> status().filter(Status.SUCCEEDED::equals).isPresent(), second);
        } finally {
            second.destroyForcibly().waitFor();
        }

        assertThat(folder.resolve("out1")).content().contains("hourly begins late");
        assertThat(folder.resolve("out2")).content().contains("its process is gone", "goes on here");
        assertThat(Files.readAllLines(folder.resolve("log"))).containsExactly("first", "third");
    }

    private static void await(BooleanSupplier done, Process process) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!done.getAsBoolean()) {
            assertThat(process.isAlive()).isTrue();
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    private Store store() {
        return Afterwise.store(folder.resolve("history.db"));
    }

    private Optional<Status> status() {
        try (var store = store()) {
            var workspace = store.workspace(Workspace.DEFAULT);
            return workspace.ledger().read(Timed.class, "hourly").stream()
                    .flatMap(each -> each.document().starts().stream())
                    .flatMap(start -> Optional.ofNullable(start.run()).stream())
                    .flatMap(run -> workspace.plans().run(run).stream())
                    .map(PlanRun::status)
                    .findFirst();
        }
    }

    private Process start(String out) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.afterwise.cli.Main",
                        "loop",
                        "--plans",
                        "hourly.yaml",
                        "--store",
                        "history.db")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(out).toFile())
                .start();
    }
}
