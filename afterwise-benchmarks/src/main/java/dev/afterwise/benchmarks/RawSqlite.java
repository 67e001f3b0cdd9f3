package dev.afterwise.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** SQLite with nothing in between: the same library, cache and durability as the store's. For one thread. */
final class RawSqlite implements AutoCloseable {
    /** What SQLite takes unless somebody says otherwise. */
    static final int USUAL_PAGE_BYTES = 4_096;

    /** What the store takes. */
    static final int OUR_PAGE_BYTES = 16_384;

    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;

    RawSqlite(Path file, int pageBytes) throws SQLException {
        var config = new SQLiteConfig();
        config.setPageSize(pageBytes);
        connection = config.createConnection("jdbc:sqlite:" + file);
        run("PRAGMA synchronous = NORMAL");
        run("PRAGMA cache_size = -65536");
        run("CREATE TABLE raw (body TEXT NOT NULL) STRICT");
        run("""
                CREATE TABLE step (
                    run TEXT NOT NULL, step TEXT NOT NULL, started_us INTEGER NOT NULL, status TEXT NOT NULL, ending TEXT,
                    PRIMARY KEY (run, step)
                ) STRICT, WITHOUT ROWID""");
        begin = prepare("BEGIN IMMEDIATE");
        commit = prepare("COMMIT");
        try (Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery("PRAGMA journal_mode = WAL")) {
            if (!mode.next() || !mode.getString(1).equals("wal")) {
                throw new SQLException("The journal must be a write-ahead log, but this file system allows none.");
            }
        }
    }

    void begin() throws SQLException {
        begin.executeUpdate();
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    void insert(List<String> bodies) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO raw (body) VALUES (?)")) {
            for (String body : bodies) {
                insert.setString(1, body);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    void commit() throws SQLException {
        commit.executeUpdate();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
