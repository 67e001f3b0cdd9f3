package dev.afterwise.sql;

import dev.afterwise.time.Timekeeper;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A second connection that writes, for long work in short transactions. Others take turns with it as with another process,
 * and it moves what it wrote into the file by itself, outside of transactions, so that nobody else has to. For one thread.
 */
final class SideWriter implements AutoCloseable {
    private final SqliteFile file;
    private final Timekeeper time;
    private final Connection connection;
    private Duration held = Duration.ZERO;

    SideWriter(SqliteFile file, Timekeeper time) throws SQLException {
        this.file = file;
        this.time = time;
        this.connection = SqliteConnections.toWrite(file);
        try {
            SqliteConnections.run(connection, "PRAGMA synchronous = NORMAL");
            SqliteConnections.text(connection, "PRAGMA wal_autocheckpoint = 0");
        } catch (SQLException e) {
            SqliteConnections.closeQuietly(connection);
            throw e;
        }
    }

    /** All that the work does becomes visible at once, or none of it. */
    <T> T write(Work<T> work) throws SQLException {
        SqliteConnections.run(connection, "BEGIN IMMEDIATE");
        long start = time.nanos();
        boolean done = false;
        try {
            T result = work.with(connection);
            SqliteConnections.run(connection, "COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                SqliteConnections.rollBackQuietly(connection);
            }
            held = time.since(start);
        }
    }

    /** Moves what is in the log into the file, as far as nobody reads it. Nobody waits for it. */
    void checkpoint() throws SQLException {
        SqliteConnections.text(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    }

    /** For how long the last transaction kept others from writing. */
    Duration held() {
        return held;
    }

    Connection connection() {
        return connection;
    }

    SqliteFile file() {
        return file;
    }

    @Override
    public void close() {
        SqliteConnections.closeQuietly(connection);
    }
}
