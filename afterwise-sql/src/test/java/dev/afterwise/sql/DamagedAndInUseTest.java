package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import dev.afterwise.store.Damage;
import dev.afterwise.store.Existing;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.Retention;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.Upkeep;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.time.Timekeeper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upkeep of a store that is damaged, or that others use. */
class DamagedAndInUseTest {
    private static final int PAGE = 16_384;

    @TempDir
    Path folder;

    private final Path errors() {
        return folder.resolve("stderr");
    }

    private Path file() {
        return folder.resolve("history.db");
    }

    private SqlitePlace place() {
        return new SqlitePlace(file(), SqlitePlace.Durability.NORMAL);
    }

    private SqliteStore open() {
        return SqliteStore.open(place(), Timekeeper.system());
    }

    private static History history(SqliteStore store) {
        return store.workspace(Workspace.DEFAULT).history();
    }

    private static List<AnExecution> append(SqliteStore store, int many) {
        var executions = IntStream.range(0, many)
                .mapToObj(i -> anExecution().described("a line for people ".repeat(50)))
                .toList();
        history(store).append(AnExecution.facts(executions));
        return executions;
    }

    /** Writes over the middle of a page. */
    private static void damage(Path file, int page) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = page * PAGE + 8; i < (page + 1) * PAGE; i++) {
            bytes[i] = (byte) 0xa5;
        }
        Files.write(file, bytes);
    }

    private int largestPage() throws IOException {
        return (int) (Files.size(file()) / PAGE) - 1;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> String.valueOf(each.getFileName())).toList();
        }
    }

    @Test
    void checkFindsADamagedPageAndABackupOfItIsRefused() throws IOException {
        try (var store = open()) {
            append(store, 400);
        }
        damage(file(), largestPage());
        try (var store = SqliteStore.openReadOnly(place(), Timekeeper.system())) {
            assertThat(store.upkeep().check())
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each.kind()).isEqualTo(Damage.Kind.BROKEN));
            assertThatThrownBy(() -> store.upkeep().backup(folder.resolve("copy.db"), Existing.KEEP))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("damaged");
        }
        assertThat(names()).containsExactly("history.db");
    }

    @Test
    void aDamagedStoreIsReplacedByItsCopy() throws IOException {
        try (var store = open()) {
            append(store, 400);
            store.upkeep().backup(folder.resolve("copy.db"), Existing.KEEP);
        }
        for (int page : List.of(0, largestPage())) {
            damage(file(), page);
            SqliteStore.restore(folder.resolve("copy.db"), place(), Existing.REPLACE, Timekeeper.system());
            try (var store = open()) {
                assertThat(history(store).idsStartingWith("", 1_000)).hasSize(400);
                assertThat(store.upkeep().check()).isEmpty();
            }
        }
    }

    @Test
    void aStoreThatAnotherProcessHasOpenIsNotReplaced() throws Exception {
        try (var store = open()) {
            append(store, 10);
            store.upkeep().backup(folder.resolve("copy.db"), Existing.KEEP);
        }
        Process process = BusyProcess.start(file().toUri(), "append", "other", errors());
        try (BufferedReader output = process.inputReader()) {
            var acknowledged = new ArrayList<>(List.of(new ExecutionId(output.readLine())));
            assertThatThrownBy(() -> SqliteStore.restore(
                            folder.resolve("copy.db"), place(), Existing.REPLACE, Timekeeper.system()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll("must not be in use", "another process", "Maybe end that process first.");
            process.toHandle().destroyForcibly();
            acknowledged.addAll(AppendingProcess.acknowledged(output));
            process.waitFor();
            try (var store = open()) {
                assertThat(Set.copyOf(history(store).idsStartingWith("", Integer.MAX_VALUE)))
                        .containsAll(acknowledged);
            }
        }
        SqliteStore.restore(folder.resolve("copy.db"), place(), Existing.REPLACE, Timekeeper.system());
        try (var store = open()) {
            assertThat(history(store).idsStartingWith("", 99)).hasSize(10);
        }
        assertThat(names())
                .allMatch(name -> name.equals("history.db") || name.equals("copy.db") || name.equals("stderr"));
    }

    @Test
    void oneProcessPrunesWhileAnotherAppends() throws Exception {
        try (var store = open()) {
            append(store, 1_000);
            store.database().update("UPDATE arrival SET hour_us = 0");
        }
        Process process = BusyProcess.start(file().toUri(), "append", "other", errors());
        try (BufferedReader output = process.inputReader()) {
            var acknowledged = new ArrayList<>(List.of(new ExecutionId(output.readLine())));
            try (var store = open()) {
                assertThat(store.upkeep()
                                .prune(Retention.STANDARD, Timekeeper.system().now(), Upkeep.Progress.UNSEEN)
                                .executions())
                        .isEqualTo(1_000);
                process.toHandle().destroyForcibly();
                acknowledged.addAll(AppendingProcess.acknowledged(output));
                process.waitFor();
                assertThat(Set.copyOf(history(store).idsStartingWith("", Integer.MAX_VALUE)))
                        .containsAll(acknowledged);
                assertThat(store.upkeep().check()).isEmpty();
            }
        }
        assertThat(errors()).isEmptyFile();
    }

    @Test
    void aClockThatGoesBackAnHourLosesNothingAndListsByTheClock() {
        var time = new ManualTime(Instant.parse("2026-01-01T12:30:00Z"));
        try (var store = SqliteStore.open(place(), time)) {
            var first = anExecution().startedAt(time.now());
            history(store).append(first.facts());
            time.setBack(Duration.ofHours(1));
            var second = anExecution().startedAt(time.now());
            history(store).append(second.facts());

            assertThat(history(store).find(Query.newest(9)).items())
                    .containsExactly(first.headline(), second.headline());
            assertThat(store.upkeep().check()).isEmpty();
        }
    }
}
