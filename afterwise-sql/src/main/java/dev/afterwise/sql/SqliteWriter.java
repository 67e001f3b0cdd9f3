package dev.afterwise.sql;

import dev.afterwise.json.UnreadableException;
import dev.afterwise.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of this process that writes. What is asked of it while it is busy is done together, and committed once
 * for all. Safe for use by many threads.
 */
final class SqliteWriter implements AutoCloseable {
    private static final int CACHE_KIB = 65_536;

    /** How much is done together at most, so that nobody waits long. */
    private static final int MOST = 100;

    private static final int DAYS_CLOSED_AT_THE_END = 1_000;
    private static final int TRIES = 50;
    private static final int LARGEST_IDLE_LOG_BYTES = 64 << 20;

    /** After so many the log is moved into the file: pages that change again until then are written there once. */
    private static final int LOGGED_PAGES = 4_000;

    private final SqliteFile file;
    private final Connection connection;
    private final RecordingProcess process = RecordingProcess.here();
    private final KeptStatements statements;
    private final Queue<Order<?>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock(true);
    private boolean closed;

    /** Opens a file that is a store or is empty, and brings its tables up to date. */
    SqliteWriter(SqliteFile file, SqlitePlace.Durability durability, Instant now) throws SQLException {
        this.file = file;
        this.connection = SqliteConnections.toWrite(file);
        this.statements = new KeptStatements(connection);
        try {
            SqliteConnections.run(connection, "PRAGMA synchronous = " + durability);
            SqliteConnections.run(connection, "PRAGMA cache_size = -" + CACHE_KIB);
            SqliteConnections.text(connection, "PRAGMA journal_size_limit = " + LARGEST_IDLE_LOG_BYTES);
            SqliteConnections.text(connection, "PRAGMA wal_autocheckpoint = " + LOGGED_PAGES);
            Migrations.apply(connection, file, now);
            if (!keepsLog(connection)) {
                throw new StoreException("""
                        The store (%s) must be where processes can share memory, but its file system does not let them.
                        Maybe choose a place on a local disk.""".formatted(file.path()));
            }
            while (write(CubeFold::catchUp)) {
                // There may be more.
            }
            Unfinished.claim(connection, process);
        } catch (SQLException | RuntimeException e) {
            SqliteConnections.closeQuietly(connection);
            throw e;
        }
    }

    /** Of several who switch to a log at once all but one are turned away at once: they wait until that one is done. */
    private static boolean keepsLog(Connection connection) throws SQLException {
        for (int tries = 1; true; tries++) {
            try {
                return SqliteConnections.text(connection, "PRAGMA journal_mode = WAL")
                        .equals("wal");
            } catch (SQLException e) {
                if (!SqliteErrors.isBusy(e) || tries == TRIES) {
                    throw e;
                }
                SqliteConnections.text(connection, "SELECT count(*) FROM sqlite_schema");
            }
        }
    }

    /** The process that writes here. */
    RecordingProcess process() {
        return process;
    }

    <T extends @Nullable Object> T write(Work<T> work) {
        var order = new Order<>(work);
        waiting.add(order);
        turn.lock();
        try {
            if (!order.isDone()) {
                carryOut();
            }
        } finally {
            turn.unlock();
        }
        return order.result();
    }

    /** Carries out one statement, which stays prepared for whoever comes with the same text. */
    int update(String sql, @Nullable Object... parameters) {
        return write(ignored -> statements.update(sql, parameters));
    }

    /** Does all that is waiting in one transaction; if any of it fails, each in one of its own. */
    private void carryOut() {
        var orders = new ArrayList<Order<?>>();
        for (Order<?> order = waiting.poll(); order != null; order = orders.size() < MOST ? waiting.poll() : null) {
            orders.add(order);
        }
        if (orders.size() > 1 && attempt(orders) == null) {
            return;
        }
        for (Order<?> order : orders) {
            RuntimeException failure = attempt(List.of(order));
            if (failure != null) {
                order.failed(failure);
            }
        }
    }

    /** @return why they failed, or null if all are done */
    private @Nullable RuntimeException attempt(List<Order<?>> orders) {
        try {
            if (closed) {
                return new StoreException("The store (%s) must be open, but it was closed.".formatted(file.path()));
            }
            transaction(orders);
            orders.forEach(Order::committed);
            return null;
        } catch (SQLException e) {
            return SqliteErrors.explain(file.path(), e);
        } catch (UnreadableException e) {
            return new StoreException("""
                    The store (%s) must hold what Afterwise wrote, but a part of it is damaged: %s
                    Maybe restore it from a copy.""".formatted(file.path(), e.getMessage()), e);
        } catch (RuntimeException e) {
            return e;
        }
    }

    private void transaction(List<Order<?>> orders) throws SQLException {
        statements.update("BEGIN IMMEDIATE");
        boolean done = false;
        try {
            for (Order<?> order : orders) {
                order.carryOut(connection);
            }
            statements.update("COMMIT");
            done = true;
        } finally {
            if (!done) {
                SqliteConnections.rollBackQuietly(connection);
            }
        }
    }

    /** Whoever reads next adds up the hours of whatever days have no cube of their own. */
    private void closeDaysQuietly() {
        try {
            write(connection -> CubeFold.closeDays(connection, DAYS_CLOSED_AT_THE_END));
        } catch (RuntimeException e) {
            // Nothing that was committed depends on it.
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (!closed) {
                closeDaysQuietly();
                closed = true;
                statements.close();
                SqliteConnections.closeQuietly(connection);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Something to be done, and how it went. Its fields are guarded by the turn. */
    private static final class Order<T extends @Nullable Object> {
        private final Work<T> work;
        private @Nullable T made;
        private @Nullable RuntimeException failure;
        private boolean done;

        Order(Work<T> work) {
            this.work = work;
        }

        void carryOut(Connection connection) throws SQLException {
            made = work.with(connection);
        }

        void committed() {
            done = true;
        }

        void failed(RuntimeException why) {
            failure = why;
            done = true;
        }

        boolean isDone() {
            return done;
        }

        @SuppressWarnings("NullAway") // what was made may be null only if T may be
        T result() {
            if (failure != null) {
                throw failure;
            }
            return made;
        }
    }
}
