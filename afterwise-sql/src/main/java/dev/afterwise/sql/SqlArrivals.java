package dev.afterwise.sql;

import dev.afterwise.store.Receipt;
import dev.afterwise.time.Timekeeper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * When executions arrived, to the hour: executions are numbered as they arrive, so a row for each hour in which any did is
 * enough. Safe for use by many threads.
 *
 * <p>When the clock was set back, executions count as having arrived in the latest hour that was noted before. Those that
 * were there before anything was noted count as of the first hour that was.
 */
final class SqlArrivals {
    static final long HOUR_MICROS = Duration.ofHours(1).toNanos() / 1_000;

    private final Timekeeper time;
    /** The hour that is surely noted; only ever moves when a transaction was committed. */
    private volatile long noted = Long.MIN_VALUE;

    SqlArrivals(Timekeeper time) {
        this.time = time;
    }

    /** Appends, after having noted the hour if nobody has yet. */
    Receipt append(Database database, Work<Receipt> append) {
        long hour = hourOf(Micros.floor(time.now()));
        if (hour == noted) {
            return database.write(append);
        }
        Receipt receipt = database.write(connection -> {
            note(connection, hour);
            return append.with(connection);
        });
        noted = hour;
        return receipt;
    }

    /** When the hour began in which this moment lies, also before 1970. */
    static long hourOf(long micros) {
        return Math.floorDiv(micros, HOUR_MICROS) * HOUR_MICROS;
    }

    private static void note(Connection connection, long hour) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement("""
                INSERT INTO arrival (hour_us, after_seq)
                SELECT ?, CASE WHEN EXISTS (SELECT 1 FROM arrival)
                    THEN coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'execution'), 0) ELSE 0 END
                WHERE NOT EXISTS (SELECT 1 FROM arrival WHERE hour_us >= ?)""")) {
            note.setLong(1, hour);
            note.setLong(2, hour);
            note.executeUpdate();
        }
    }

    /** The number up to which all executions arrived in hours that were over by then. */
    static long lastBefore(Connection connection, Instant moment) throws SQLException {
        if (moment.equals(Instant.MIN)) {
            return 0;
        }
        long hour = hourOf(Micros.floor(moment));
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT coalesce(
                    (SELECT after_seq FROM arrival WHERE hour_us >= ? ORDER BY hour_us LIMIT 1),
                    CASE WHEN EXISTS (SELECT 1 FROM arrival)
                        THEN (SELECT seq FROM sqlite_sequence WHERE name = 'execution') END,
                    0)""")) {
            find.setLong(1, hour);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
