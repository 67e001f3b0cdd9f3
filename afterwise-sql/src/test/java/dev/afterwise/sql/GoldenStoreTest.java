package dev.afterwise.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store that each release made is opened by every later one. {@code -Dafterwise.golden=write} makes that of the present
 * version anew, in {@code src/test/resources}; after a release it is not touched any more.
 */
class GoldenStoreTest {
    private static final String PRESENT = "golden-tables-7.db.gz";

    /** From before there were segments. */
    private static final String UNSEGMENTED = "golden-tables-6.db.gz";

    private static final boolean IS_WRITTEN = "write".equals(System.getProperty("afterwise.golden"));

    @TempDir
    Path folder;

    private SqlitePlace place() {
        return new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL);
    }

    private void unpack(String name) throws IOException {
        Assumptions.assumeFalse(IS_WRITTEN, "A golden store must be there to be read, but it is made anew.");
        try (InputStream packed = Objects.requireNonNull(getClass().getResourceAsStream(name), name);
                var in = new GZIPInputStream(packed)) {
            Files.copy(in, place().path());
        }
    }

    private static Map<String, Object> expected() {
        var time = new ManualTime(GoldenHistory.START);
        try (Store store = Store.inMemory(time)) {
            GoldenHistory.fill(store, time);
            return GoldenHistory.everything(store);
        }
    }

    private static void holdsWhatItMust(Store store) {
        Map<String, Object> found = GoldenHistory.everything(store);
        expected()
                .forEach((asked, answer) ->
                        assertThat(found.get(asked)).as(asked).isEqualTo(answer));
    }

    private void fill() {
        var time = new ManualTime(GoldenHistory.START);
        try (var store = SqliteStore.open(place(), time)) {
            GoldenHistory.fill(store, time);
            store.upkeep().vacuum();
        }
    }

    @Test
    void aStoreInAFileSaysTheSameAsOneInMemory() throws IOException {
        fill();
        try (var store = SqliteStore.openReadOnly(place(), Timekeeper.system())) {
            holdsWhatItMust(store);
        }
        if (IS_WRITTEN) {
            Path fixture = Path.of(System.getProperty("afterwise.root", ".."))
                    .resolve("afterwise-sql/src/test/resources/dev/afterwise/sql")
                    .resolve(PRESENT);
            Files.createDirectories(fixture.getParent());
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(fixture))) {
                Files.copy(place().path(), out);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UNSEGMENTED, PRESENT})
    void everythingInItCanBeRead(String golden) throws IOException {
        unpack(golden);
        try (var store = SqliteStore.open(place(), Timekeeper.system())) {
            assertThat(store.upkeep().check()).isEmpty();
            holdsWhatItMust(store);
            store.upkeep().rebuild();
            holdsWhatItMust(store);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UNSEGMENTED, PRESENT})
    void itCanBeAddedTo(String golden) throws IOException {
        unpack(golden);
        try (var store = SqliteStore.open(place(), Timekeeper.system())) {
            var history = store.workspace(Workspace.DEFAULT).history();
            assertThat(history.append(AnExecution.anExecution().facts()).added())
                    .isOne();
            assertThat(history.append(AnExecution.anExecution()
                                    .withId(ExecutionId.of("early3"))
                                    .facts())
                            .refused())
                    .isOne();
            assertThat(store.upkeep().check()).isEmpty();
        }
    }
}
