package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Workspace;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Health;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.StoreProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are opened again, by several at once, or for reading only. */
class OpeningTest {
    private static final SqliteStoreProvider PROVIDER = new SqliteStoreProvider();

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameAFile() {
        file = folder.resolve("history.db");
    }

    private Store open() {
        return PROVIDER.open(file.toUri()).orElseThrow();
    }

    private Store openReadOnly() {
        return PROVIDER.openReadOnly(file.toUri()).orElseThrow();
    }

    private static History history(Store store) {
        return store.workspace(Workspace.DEFAULT).history();
    }

    private static int count(Store store) {
        return history(store).find(Query.newest(Query.MAX_LIMIT)).items().size();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> String.valueOf(each.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(StoreProvider.class)).hasAtLeastOneElementOfType(SqliteStoreProvider.class);
    }

    @Test
    void findsWhatWasThereBeforeItWasClosed() throws IOException {
        var told = anExecution().failedWith("timeout");
        try (Store store = open()) {
            history(store).append(told.facts());
        }
        assertThat(files()).containsExactly("history.db");
        try (Store store = open()) {
            assertThat(history(store).execution(told.execution().id())).contains(told.execution());
        }
    }

    @Test
    void takesBothSchemesAndBothDurabilities() throws SQLException {
        for (String scheme : List.of("file", "sqlite")) {
            for (String option : List.of("", "?durability=normal", "?durability=full")) {
                try (Store store = PROVIDER.open(
                                URI.create(scheme + ":" + file.toUri().getRawPath() + option))
                        .orElseThrow()) {
                    history(store).append(anExecution().facts());
                }
            }
        }
        try (Store store = open()) {
            assertThat(count(store)).isEqualTo(6);
        }
    }

    @Test
    void isMadeAsMeasurementsAdvise() throws SQLException {
        open().close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertThat(SqliteConnections.text(connection, "PRAGMA page_size")).isEqualTo("16384");
            assertThat(SqliteConnections.text(connection, "PRAGMA journal_mode"))
                    .isEqualTo("wal");
            assertThat(SqliteConnections.text(connection, "PRAGMA application_id"))
                    .isEqualTo("1095128151");
        }
    }

    @Test
    void fullDurabilityIsWhatSqliteCallsFull() throws SQLException {
        for (var each : SqlitePlace.Durability.values()) {
            var sqliteFile = new SqliteFile(file);
            sqliteFile.create();
            try (var writer = new SqliteWriter(sqliteFile, each, java.time.Instant.EPOCH)) {
                String level = writer.write(connection -> SqliteConnections.text(connection, "PRAGMA synchronous"));
                assertThat(level).isEqualTo(each == SqlitePlace.Durability.FULL ? "2" : "1");
            }
        }
    }

    @Test
    void manyMayMakeItAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            file = folder.resolve("round-" + round + "/history.db");
            try (var pool = Executors.newFixedThreadPool(4)) {
                List<Future<Integer>> opened = IntStream.range(0, 4)
                        .mapToObj(i -> pool.submit(() -> {
                            try (Store store = open()) {
                                history(store).append(anExecution().facts());
                                return count(store);
                            }
                        }))
                        .toList();
                for (Future<Integer> each : opened) {
                    assertThat(each.get()).isPositive();
                }
            }
            try (Store store = open()) {
                assertThat(count(store)).isEqualTo(4);
            }
        }
    }

    @Test
    void twoStoresOfOneFileLoseNothing() throws Exception {
        try (Store one = open();
                Store other = open();
                var pool = Executors.newFixedThreadPool(4)) {
            var writing = new ArrayList<Future<?>>();
            for (int thread = 0; thread < 4; thread++) {
                Store store = thread % 2 == 0 ? one : other;
                writing.add(pool.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        history(store).append(anExecution().facts());
                    }
                }));
            }
            for (Future<?> each : writing) {
                each.get();
            }
            assertThat(count(one)).isEqualTo(200);
            assertThat(count(other)).isEqualTo(200);
        }
    }

    @Test
    void aClosedStoreSaysSo() {
        Store store = open();
        store.close();
        store.close();

        assertThatThrownBy(() -> count(store))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> history(store).append(anExecution().facts()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThat(store.check()).isInstanceOf(Health.Down.class);
    }

    @Test
    void healthSaysWhereAndHowMuch() {
        try (Store store = open()) {
            history(store).append(anExecution().facts());

            assertThat(store.check().toString())
                    .contains(file.toString(), "executions: 1", "version " + Migrations.newest(), "SQLite 3.")
                    .doesNotContain("read-only");
        }
    }

    @Test
    void readingOnlyNeedsAStore() throws IOException {
        assertThatThrownBy(this::openReadOnly)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("Maybe import a history or run a plan first.");
        assertThat(files()).isEmpty();
    }

    @Test
    void readingOnlyMakesNothing() throws IOException {
        try (Store store = open()) {
            history(store).append(anExecution().facts());
        }
        byte[] before = Files.readAllBytes(file);

        try (Store store = openReadOnly()) {
            assertThat(count(store)).isEqualTo(1);
            assertThat(store.check()).isInstanceOf(Health.Up.class);
            assertThat(files()).containsExactly("history.db");
            assertThatThrownBy(() -> history(store).append(anExecution().facts()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("opened for reading only");
        }

        assertThat(files()).containsExactly("history.db");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void readingOnlySeesWhatOthersWrite() {
        try (Store first = open()) {
            history(first).append(anExecution().facts());
        }
        try (Store reader = openReadOnly()) {
            assertThat(count(reader)).isEqualTo(1);
            try (Store writer = open()) {
                assertThat(count(reader)).isEqualTo(1);
                history(writer).append(anExecution().facts());
                assertThat(count(reader)).isEqualTo(2);
                history(writer).append(anExecution().facts());
                assertThat(count(reader)).isEqualTo(3);
            }
            assertThat(count(reader)).isEqualTo(3);
            try (Store writer = open()) {
                history(writer).append(anExecution().facts());
            }
            assertThat(count(reader)).isEqualTo(4);
            assertThat(history(reader).statistics(Filter.ALL, Set.of())).hasSize(1);
        }
    }

    @Test
    void readingOnlySeesWhatAKilledProcessLeftInItsLog() throws IOException {
        Path copy = folder.resolve("copy.db");
        try (Store store = open()) {
            history(store).append(anExecution().facts());
            Files.copy(file, copy);
            Files.copy(Path.of(file + "-wal"), Path.of(copy + "-wal"));
        }
        file = copy;
        byte[] before = Files.readAllBytes(copy);

        try (Store store = openReadOnly()) {
            assertThat(count(store)).isEqualTo(1);
        }
        assertThat(Files.readAllBytes(copy)).isEqualTo(before);
        try (Store store = open()) {
            assertThat(count(store)).isEqualTo(1);
        }
    }
}
