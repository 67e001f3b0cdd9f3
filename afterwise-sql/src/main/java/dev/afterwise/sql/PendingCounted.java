package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.store.Pruned;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Executions that statistics have not counted yet, which must be counted before they are gone.
 *
 * @param upTo the number of the last of them that may go
 */
record PendingCounted(long upTo) implements SqlPrune.Part {
    @Override
    public Pruned due(Connection connection) {
        return Pruned.NOTHING;
    }

    /** Those of one workspace. */
    @Override
    public @Nullable Pruned removeSome(Connection connection, int most) throws SQLException {
        return countOne(connection, upTo) ? Pruned.NOTHING : null;
    }

    /** Those that came in between, of which there are few. */
    static void count(Connection connection, long upTo) throws SQLException {
        while (countOne(connection, upTo)) {
            // There may be another workspace.
        }
    }

    private static boolean countOne(Connection connection, long upTo) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("SELECT workspace FROM pending WHERE seq <= ? LIMIT 1")) {
            find.setLong(1, upTo);
            try (ResultSet row = find.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                CubeFold.settle(connection, new Workspace(row.getString(1)));
                return true;
            }
        }
    }
}
