package dev.afterwise.sql;

import dev.afterwise.json.UnreadableException;
import dev.afterwise.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The one connection of this process that writes. Whoever comes while it is lent, waits. Safe for use by many threads. */
final class SqliteWriter implements AutoCloseable {
    private static final int CACHE_KIB = 65_536;
    private static final int LARGEST_IDLE_LOG_BYTES = 64 << 20;

    private final SqliteFile file;
    private final Connection connection;
    private final ReentrantLock turn = new ReentrantLock(true);
    private boolean closed;

    /** Opens a file that is a store or is empty, and brings its tables up to date. */
    SqliteWriter(SqliteFile file, SqlitePlace.Durability durability, Instant now) throws SQLException {
        this.file = file;
        this.connection = SqliteConnections.toWrite(file);
        try {
            SqliteConnections.run(connection, "PRAGMA synchronous = " + durability);
            SqliteConnections.run(connection, "PRAGMA cache_size = -" + CACHE_KIB);
            SqliteConnections.text(connection, "PRAGMA journal_size_limit = " + LARGEST_IDLE_LOG_BYTES);
            Migrations.apply(connection, file, now);
            if (!SqliteConnections.text(connection, "PRAGMA journal_mode = WAL").equals("wal")) {
                throw new StoreException("""
                        The store (%s) must be where processes can share memory, but its file system does not let them.
                        Maybe choose a place on a local disk.""".formatted(file.path()));
            }
        } catch (SQLException | RuntimeException e) {
            SqliteConnections.closeQuietly(connection);
            throw e;
        }
    }

    <T extends @Nullable Object> T write(Work<T> work) {
        turn.lock();
        try {
            if (closed) {
                throw new StoreException("The store (%s) must be open, but it was closed.".formatted(file.path()));
            }
            return transaction(work);
        } catch (SQLException e) {
            throw SqliteErrors.explain(file.path(), e);
        } catch (UnreadableException e) {
            throw new StoreException("""
                    The store (%s) must hold what Afterwise wrote, but a part of it is damaged: %s
                    Maybe restore it from a copy.""".formatted(file.path(), e.getMessage()), e);
        } finally {
            turn.unlock();
        }
    }

    private <T extends @Nullable Object> T transaction(Work<T> work) throws SQLException {
        SqliteConnections.run(connection, "BEGIN IMMEDIATE");
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
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (!closed) {
                closed = true;
                SqliteConnections.closeQuietly(connection);
            }
        } finally {
            turn.unlock();
        }
    }
}
