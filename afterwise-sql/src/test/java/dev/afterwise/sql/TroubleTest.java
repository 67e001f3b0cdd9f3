package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Workspace;
import dev.afterwise.store.Health;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.StoreException;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while a store is open says so, and leaves the store as it was. */
class TroubleTest {
    private static final String LONG = "x".repeat(1_000_000);

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(
                new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL), Timekeeper.system());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private History history() {
        return store.workspace(Workspace.DEFAULT).history();
    }

    private void pragma(String setting) {
        store.database().write(connection -> SqliteConnections.text(connection, "PRAGMA " + setting));
    }

    private void says(String... words) {
        var told = anExecution().described(LONG);
        assertThatThrownBy(() -> history().append(told.facts()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(folder.resolve("history.db").toString())
                .hasMessageContainingAll(words);
        assertThat(history().execution(told.execution().id())).isEmpty();
    }

    @Test
    void aFullDiskLosesOnlyWhatDidNotFit() {
        history().append(anExecution().facts());
        pragma("max_page_count = 30");
        says("disk is full", "make room");

        pragma("max_page_count = 100000");
        history().append(anExecution().described(LONG).facts());
        assertThat(history().find(Query.newest(9)).items()).hasSize(2);
    }

    @Test
    void aProcessThatKeepsTheStoreLockedIsNamedAsTheReason() throws SQLException {
        pragma("busy_timeout = 1");
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("history.db"))) {
            SqliteConnections.run(other, "BEGIN IMMEDIATE");
            says("another process");
            SqliteConnections.run(other, "ROLLBACK");
        }
        history().append(anExecution().facts());
        assertThat(history().find(Query.newest(9)).items()).hasSize(1);
    }

    @Test
    void factsThatAreNotOursAreDamage() {
        var told = anExecution();
        history().append(told.facts());
        for (String body : List.of("", "dear diary", "{\"v\":1}", "{\"v\":9,\"facts\":[]}")) {
            store.database().write(connection -> {
                try (var change = connection.prepareStatement("UPDATE detail SET body = ?")) {
                    change.setString(1, body);
                    return change.executeUpdate();
                }
            });
            assertThatThrownBy(() -> history().execution(told.execution().id()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("damaged");
            assertThatThrownBy(() -> history().append(told.facts()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("damaged");
        }
        assertThat(history().find(Query.newest(9)).items()).containsExactly(told.headline());
    }

    @Test
    void tablesThatAreGoneAreAnError() {
        store.database().write(connection -> {
            SqliteConnections.run(connection, "DROP TABLE execution");
            return true;
        });

        assertThatThrownBy(() -> history().find(Query.newest(1))).isInstanceOf(StoreException.class);
        assertThat(store.check()).isInstanceOf(Health.Down.class);
    }
}
