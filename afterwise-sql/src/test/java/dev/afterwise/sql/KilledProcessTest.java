package dev.afterwise.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Dimension;
import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.Seeded;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that share a store, and are killed. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KilledProcessTest {
    private static final int ROUNDS = 5;

    @TempDir
    Path folder;

    private Path errors() {
        return folder.resolve("stderr");
    }

    @Test
    void whatAKilledProcessAcknowledgedIsThere() throws Exception {
        Path file = folder.resolve("history.db");
        var random = Seeded.random();
        var acknowledged = new ArrayList<ExecutionId>();
        for (int round = 0; round < ROUNDS; round++) {
            Process process = AppendingProcess.start(file.toUri(), "round " + round, Integer.MAX_VALUE, errors());
            try (BufferedReader output = process.inputReader()) {
                int lines = 1 + random.nextInt(2_000);
                for (int i = 0; i < lines; i++) {
                    acknowledged.add(new ExecutionId(output.readLine()));
                }
                process.toHandle().destroyForcibly();
                acknowledged.addAll(AppendingProcess.acknowledged(output));
            }
            assertThat(process.waitFor()).isEqualTo(128 + 9);
            assertThat(errors()).isEmptyFile();
            check(file, acknowledged);
        }
    }

    private static void check(Path file, List<ExecutionId> acknowledged) throws Exception {
        try (Store store = new SqliteStoreProvider().open(file.toUri()).orElseThrow()) {
            History history = store.workspace(Workspace.DEFAULT).history();
            assertThat(ids(history)).containsAll(acknowledged);
            assertThat(history.statistics(Filter.ALL, Set.of(Dimension.TASK)))
                    .allSatisfy(batch -> assertThat(batch.outcomes().total()).isEqualTo(AppendingProcess.BATCH));
            assertThat(history.execution(acknowledged.getLast())).isPresent();
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertThat(SqliteConnections.text(connection, "PRAGMA integrity_check"))
                    .isEqualTo("ok");
            assertThat(SqliteConnections.text(connection, """
                    SELECT count(*) FROM execution e LEFT JOIN detail d ON d.seq = e.seq WHERE d.seq IS NULL""")).isEqualTo("0");
        }
    }

    private static Set<ExecutionId> ids(History history) {
        return Set.copyOf(history.idsStartingWith("", Integer.MAX_VALUE));
    }

    @Test
    void processesThatWriteTheSameFileLoseNothing() throws Exception {
        Path file = folder.resolve("history.db");
        int batches = 60;
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 3; i++) {
            processes.add(AppendingProcess.start(file.toUri(), "process " + i, batches, errors()));
        }
        for (Process process : processes) {
            try (BufferedReader output = process.inputReader()) {
                assertThat(AppendingProcess.acknowledged(output)).hasSize(batches * AppendingProcess.BATCH);
            }
            assertThat(process.waitFor()).isZero();
        }
        assertThat(errors()).isEmptyFile();
        try (Store store = new SqliteStoreProvider().openReadOnly(file.toUri()).orElseThrow()) {
            History history = store.workspace(Workspace.DEFAULT).history();
            assertThat(ids(history)).hasSize(processes.size() * batches * AppendingProcess.BATCH);
            assertThat(history.find(Query.newest(1)).items()).hasSize(1);
        }
        assertThat(Files.size(file)).isPositive();
    }
}
