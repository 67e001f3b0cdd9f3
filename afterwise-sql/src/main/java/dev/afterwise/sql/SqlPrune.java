package dev.afterwise.sql;

import dev.afterwise.store.Pruned;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Upkeep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pruning, in transactions so short that nobody waits long to write. How much goes in one follows from how long the
 * last one took. For one thread.
 */
final class SqlPrune {
    /** What a transaction is to take. That is well below what is promised, since a disk may be slow at times. */
    private static final Duration AIM = Duration.ofMillis(15);

    /** When the last pruning came to its end. */
    static final String MARK = "pruned_at_us";

    private static final int FIRST_PIECE = 32;
    private static final int SMALLEST_PIECE = 8;
    private static final int LARGEST_PIECE = 4_096;

    private final SideWriter writer;
    private final Retention retention;
    private final Instant now;
    private final Upkeep.Progress progress;
    private Pruned due = Pruned.NOTHING;
    private Pruned gone = Pruned.NOTHING;
    private int piece = FIRST_PIECE;

    SqlPrune(SideWriter writer, Retention retention, Instant now, Upkeep.Progress progress) {
        this.writer = writer;
        this.retention = retention;
        this.now = now;
        this.progress = progress;
    }

    /** One kind of what is removed. */
    interface Part {
        Pruned due(Connection connection) throws SQLException;

        /** Removes at most so many of the oldest; null if there are none left. */
        @Nullable
        Pruned removeSome(Connection connection, int most) throws SQLException;
    }

    Pruned run() throws SQLException {
        long executions = SqlArrivals.lastBefore(writer.connection(), retention.executionsFrom(now));
        long details = SqlArrivals.lastBefore(writer.connection(), retention.detailsFrom(now));
        List<Part> parts = List.of(
                new PendingCounted(details),
                new PrunedExecutions(executions),
                new PrunedDetails(executions, details, retention.kept()),
                new PrunedSamples(retention.metricsFrom(now)));
        for (Part part : parts) {
            due = due.plus(part.due(writer.connection()));
        }
        if (!progress.goOn(due, gone, Duration.ZERO)) {
            return gone;
        }
        for (Part part : parts) {
            if (!remove(part)) {
                return gone;
            }
        }
        return writer.write(connection -> {
            mark(connection, MARK, Micros.floor(now));
            return gone;
        });
    }

    /** Whether to go on afterwards. */
    private boolean remove(Part part) throws SQLException {
        while (true) {
            Optional<Pruned> some = writer.write(connection -> Optional.ofNullable(part.removeSome(connection, piece)));
            if (some.isEmpty()) {
                return true;
            }
            gone = gone.plus(some.get());
            Duration held = writer.held();
            double share = (double) AIM.toNanos() / Math.max(1, held.toNanos());
            piece = (int) Math.clamp(piece * Math.clamp(share, .25, 1.5), SMALLEST_PIECE, LARGEST_PIECE);
            writer.checkpoint();
            if (!progress.goOn(due, gone, held)) {
                return false;
            }
        }
    }

    /** How far upkeep has come in something; 0 if it never began. */
    static long mark(Connection connection, String name) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("SELECT value FROM upkeep WHERE name = ?")) {
            find.setString(1, name);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    static void mark(Connection connection, String name, long value) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(
                "INSERT INTO upkeep VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")) {
            set.setString(1, name);
            set.setLong(2, value);
            set.executeUpdate();
        }
    }
}
