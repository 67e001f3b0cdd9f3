package dev.afterwise.sql;

import dev.afterwise.json.UnreadableException;
import dev.afterwise.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections that only read, kept for whoever reads next. Safe for use by many threads.
 *
 * <p>While anybody writes to a store there is a log beside its file, and SQLite tells readers and writers apart. Without a
 * log, SQLite would have to make one in order to read. So a file without a log is read as if it never changed, and looked
 * at before and after: if it did change, what was read is forgotten, and is read again.
 */
final class SqliteReaders implements AutoCloseable {
    private static final int MOST = 8;
    private static final int TRIES = 10;

    /** What a file looks like from outside. Two looks that are equal mean that nothing changed in between. */
    private record Look(@Nullable Object key, long bytes, FileTime modified) {
        /** There is a log, or somebody of ours may write one: SQLite sees to it. */
        static final Look LOGGED = new Look(null, -1, FileTime.fromMillis(0));
    }

    private record Reader(Connection connection, Look look) {}

    private final SqliteFile file;
    private final Supplier<Look> look;
    private final Semaphore free = new Semaphore(MOST, true);
    private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private SqliteReaders(SqliteFile file, Supplier<Look> look) {
        this.file = file;
        this.look = look;
    }

    /** For a file that this process has opened for writing, too. */
    static SqliteReaders besideAWriter(SqliteFile file) {
        return new SqliteReaders(file, () -> Look.LOGGED);
    }

    /** For a file that this process never writes to. */
    static SqliteReaders alone(SqliteFile file) {
        return new SqliteReaders(file, () -> look(file));
    }

    private static Look look(SqliteFile file) {
        if (file.hasLog()) {
            return Look.LOGGED;
        }
        try {
            var found = Files.readAttributes(file.path(), BasicFileAttributes.class);
            return new Look(found.fileKey(), found.size(), found.lastModifiedTime());
        } catch (IOException e) {
            throw new StoreException("The store (%s) must be there to be read, but: %s".formatted(file.path(), e), e);
        }
    }

    /** All that the work sees is of one moment. */
    <T extends @Nullable Object> T read(Work<T> work) {
        return readAlone(connection -> {
            SqliteConnections.run(connection, "BEGIN");
            T result = work.with(connection);
            SqliteConnections.run(connection, "COMMIT");
            return result;
        });
    }

    /** For work that begins a transaction itself, or needs none. */
    <T extends @Nullable Object> T readAlone(Work<T> work) {
        free.acquireUninterruptibly();
        try {
            for (int tries = 1; tries < TRIES; tries++) {
                Look before = look.get();
                try {
                    T result = lend(work, before);
                    if (before.equals(look.get())) {
                        return result;
                    }
                } catch (SQLException e) {
                    if (before.equals(look.get())) {
                        throw SqliteErrors.explain(file.path(), e);
                    }
                } catch (UnreadableException | IllegalArgumentException | DateTimeException e) {
                    if (before.equals(look.get())) {
                        throw new StoreException("""
                                The store (%s) must hold what Afterwise wrote, but a part of it is damaged: %s
                                Maybe restore it from a copy.""".formatted(file.path(), e.getMessage()), e);
                    }
                }
            }
            throw new StoreException("The store (%s) must hold still to be read, but it changed %d times."
                    .formatted(file.path(), TRIES));
        } finally {
            free.release();
        }
    }

    private <T extends @Nullable Object> T lend(Work<T> work, Look before) throws SQLException {
        Connection connection = take(before);
        boolean done = false;
        try {
            T result = work.with(connection);
            idle.push(new Reader(connection, before));
            done = true;
            return result;
        } finally {
            if (!done) {
                SqliteConnections.closeQuietly(connection);
            }
        }
    }

    /** A connection that sees the file as it looks now. */
    private Connection take(Look now) throws SQLException {
        if (closed) {
            throw new StoreException("The store (%s) must be open, but it was closed.".formatted(file.path()));
        }
        for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
            if (reader.look().equals(now)) {
                return reader.connection();
            }
            SqliteConnections.closeQuietly(reader.connection());
        }
        return now.equals(Look.LOGGED) ? SqliteConnections.toRead(file) : SqliteConnections.toReadUnchanging(file);
    }

    /** Waits for those who are reading. */
    @Override
    public void close() {
        closed = true;
        free.acquireUninterruptibly(MOST);
        try {
            idle.forEach(reader -> SqliteConnections.closeQuietly(reader.connection()));
            idle.clear();
        } finally {
            free.release(MOST);
        }
    }
}
