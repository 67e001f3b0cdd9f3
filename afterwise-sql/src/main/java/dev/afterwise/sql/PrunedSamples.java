package dev.afterwise.sql;

import dev.afterwise.store.Period;
import dev.afterwise.store.Pruned;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hours of metrics whose time is over. Their days stay. Samples are of the moment in which they are stored. */
record PrunedSamples(Instant before) implements SqlPrune.Part {
    private static final String OVER = "series IN (SELECT id FROM metric_series) AND hours = 1 AND bucket < ?";

    private long bucket() {
        return Math.floorDiv(before.getEpochSecond(), Period.HOUR.length().toSeconds());
    }

    @Override
    public Pruned due(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM metric_cube WHERE " + OVER)) {
            count.setLong(1, bucket());
            try (ResultSet row = count.executeQuery()) {
                return new Pruned(0, 0, row.next() ? row.getLong(1) : 0);
            }
        }
    }

    @Override
    public @Nullable Pruned removeSome(Connection connection, int most) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(
                "DELETE FROM metric_cube WHERE (series, hours, bucket) IN (SELECT series, hours, bucket FROM metric_cube WHERE "
                        + OVER + " LIMIT ?)")) {
            remove.setLong(1, bucket());
            remove.setInt(2, most);
            int removed = remove.executeUpdate();
            return removed == 0 ? null : new Pruned(0, 0, removed);
        }
    }
}
