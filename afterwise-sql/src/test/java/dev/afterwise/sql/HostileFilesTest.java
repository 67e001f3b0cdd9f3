package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Workspace;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Health;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import dev.afterwise.testkit.AnExecution;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no store, or are no longer whole, or may not be written: one clear message each, and no harm done. */
class HostileFilesTest {
    private static final SqliteStoreProvider PROVIDER = new SqliteStoreProvider();

    @TempDir
    Path folder;

    private static Store open(Path file) {
        return PROVIDER.open(file.toUri()).orElseThrow();
    }

    private static Store openReadOnly(Path file) {
        return PROVIDER.openReadOnly(file.toUri()).orElseThrow();
    }

    @AfterEach
    void allowEverythingAgain() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** The contents of every file there. */
    private Map<Path, String> everything() throws IOException {
        var all = new TreeMap<Path, String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    private void refuses(Path file, String... words) throws IOException {
        var before = everything();
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(words);
        assertThatThrownBy(() -> openReadOnly(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
        assertThat(everything()).isEqualTo(before);
    }

    /** A store of some pages, closed. */
    private Path store() {
        Path file = folder.resolve("history.db");
        try (Store store = open(file)) {
            var many = IntStream.range(0, 500)
                    .mapToObj(i -> anExecution().described("number " + i).failedWith("timeout", "x".repeat(i)))
                    .toList();
            store.workspace(Workspace.DEFAULT).history().append(AnExecution.facts(many));
        }
        return file;
    }

    private static List<?> newest(Store store) {
        return store.workspace(Workspace.DEFAULT)
                .history()
                .find(Query.newest(1))
                .items();
    }

    private static void append(Store store) {
        store.workspace(Workspace.DEFAULT).history().append(anExecution().facts());
    }

    @Test
    void refusesText() throws IOException {
        refuses(Files.writeString(folder.resolve("notes.txt"), "dear diary"), "something else");
        refuses(Files.writeString(folder.resolve("x"), "S"), "cut short");
        refuses(Files.writeString(folder.resolve("long"), "SQLite format 4\0".repeat(5_000)), "something else");
    }

    @Test
    void refusesTheDatabaseOfAnotherProgram() throws Exception {
        Path file = folder.resolve("other.db");
        for (String mode : List.of("DELETE", "WAL")) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?journal_mode=" + mode);
                    var statement = connection.createStatement()) {
                statement.executeUpdate("CREATE TABLE IF NOT EXISTS execution (id)");
                statement.executeUpdate("INSERT INTO execution VALUES (1)");
            }
            refuses(file, "another program");
        }
    }

    @Test
    void refusesAStoreOfANewerVersion() throws Exception {
        Path file = store();
        change(file, "INSERT INTO schema_version VALUES (99, 'x', 'later')");
        refuses(file, "version 99", "newer Afterwise");
    }

    @Test
    void refusesAStoreWhoseTablesDiffer() throws Exception {
        Path file = store();
        change(file, "UPDATE schema_version SET checksum = 'x'");
        refuses(file, "version 1 differ");
    }

    private static void change(Path file, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void refusesAStoreThatWasCutShort() throws IOException {
        Path file = store();
        for (long bytes : List.of(Files.size(file) - 1, Files.size(file) / 2, 16_384L, 100L, 99L, 1L)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(bytes);
            }
            refuses(file, "cut short", "restore it");
        }
    }

    @Test
    void saysThatAPageIsDamagedWithoutMakingItWorse() throws IOException {
        Path file = store();
        int pages = (int) (Files.size(file) / 16_384);
        byte[] whole = Files.readAllBytes(file);
        for (int page = 0; page < pages; page++) {
            Files.write(file, whole);
            damage(file, page * 16_384L + (page == 0 ? 100 : 0));
            var before = everything();
            try (Store store = open(file)) {
                assertThat(store.check()).isNotNull();
                readAll(store);
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("damaged");
            }
            assertThat(everything()).isEqualTo(before);
        }
    }

    @Test
    void saysThatEveryPageIsDamaged() throws IOException {
        Path file = store();
        for (long at = 16_384; at < Files.size(file); at += 16_384) {
            damage(file, at);
        }

        refuses(file, "damaged", "restore it");
    }

    private static void damage(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("damage!!".repeat(1_000).getBytes(StandardCharsets.US_ASCII)), at);
        }
    }

    private static void readAll(Store store) {
        var history = store.workspace(Workspace.DEFAULT).history();
        history.find(Query.newest(1_000)).items().forEach(each -> history.execution(each.id()));
        history.statistics(Filter.ALL, Set.of());
        history.failures(Filter.ALL);
    }

    @Test
    void refusesAFolder() throws IOException {
        refuses(folder, "folder");
    }

    @Test
    void refusesAFileAsAFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        var before = everything();

        for (Path place : List.of(file.resolve("history.db"), file.resolve("deeper/history.db"))) {
            assertThatThrownBy(() -> open(place))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(place.toString())
                    .hasMessageContaining("choose another place");
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void makesAStoreOfAnEmptyFileAndOfMissingFolders() throws IOException {
        for (Path file :
                List.of(Files.createFile(folder.resolve("empty")), folder.resolve("some/where/else/it is?#%41"))) {
            try (Store store = open(file)) {
                append(store);
                assertThat(store.check()).isInstanceOf(Health.Up.class);
            }
            assertThat(file).isRegularFile();
            try (Store store = open(file)) {
                assertThat(newest(store)).hasSize(1);
            }
        }
    }

    @Test
    void onlyTheOwnerMayReadANewStore() throws IOException {
        Path file = folder.resolve("new/history.db");
        try (Store store = open(file)) {
            append(store);
            for (String suffix : List.of("", "-wal", "-shm")) {
                Path each = Path.of(file + suffix);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .describedAs(suffix)
                        .isEqualTo("rw-------");
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aReadOnlyFileIsReadButNotWritten() throws IOException {
        Path file = store();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        readsButWontWrite(file, "its file is read-only");
    }

    @Test
    void aFileInAReadOnlyFolderIsReadButNotWritten() throws IOException {
        Path file = store();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        readsButWontWrite(file, "is read-only");
    }

    private void readsButWontWrite(Path file, String why) throws IOException {
        var before = everything();
        try (Store store = open(file)) {
            assertThat(newest(store)).hasSize(1);
            readAll(store);
            assertThat(store.check()).asString().contains("read-only");
            assertThatThrownBy(() -> append(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining(why);
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void makesNothingInAReadOnlyFolder() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        refuses(folder.resolve("history.db"), "read-only", "another place");
    }

    @Test
    void makesNothingOfAnEmptyFileThatIsReadOnly() throws IOException {
        Path file = Files.createFile(folder.resolve("empty"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        refuses(file, "read-only");
    }

    @Test
    void refusesPlacesThatItDoesNotUnderstand() {
        for (String place :
                List.of("file:history.db", "sqlite:history.db", "file://elsewhere/x", "file:/x?durability=more")) {
            assertThatThrownBy(() -> PROVIDER.open(URI.create(place)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("must");
        }
        assertThat(PROVIDER.open(URI.create("postgresql://localhost/x"))).isEmpty();
        assertThat(PROVIDER.openReadOnly(URI.create("memory:x"))).isEmpty();
    }

    @Test
    void refusesAnOldSqlite() {
        SqliteConnections.demandVersion("3.51.3");
        SqliteConnections.demandVersion("3.100.0");
        for (String old : List.of("3.51.2", "3.9.9", "2.99.9")) {
            assertThatThrownBy(() -> SqliteConnections.demandVersion(old))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(old);
        }
    }
}
