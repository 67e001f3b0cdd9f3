package dev.afterwise.sql;

import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Which executions were removed because their time was over: 64 bits of a hash of each, so that a million take some 15 MB.
 * That an execution is taken for a removed one by chance is less likely than one in 10^12 at a million of them.
 */
final class SqlPrunedIds {
    private SqlPrunedIds() {}

    static long key(String workspace, String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((workspace + "/" + id).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must offer SHA-256, but this one does not.", e);
        }
    }

    /** Those of these executions that were removed. Costs next to nothing as long as none ever was. */
    static Set<ExecutionId> among(Connection connection, Workspace workspace, Collection<ExecutionId> ids)
            throws SQLException {
        if (ids.isEmpty()
                || SqliteConnections.text(connection, "SELECT EXISTS (SELECT 1 FROM pruned)")
                        .equals("0")) {
            return Set.of();
        }
        var pruned = new HashSet<ExecutionId>();
        try (PreparedStatement find = connection.prepareStatement("SELECT 1 FROM pruned WHERE key = ?")) {
            for (ExecutionId id : ids) {
                find.setLong(1, key(workspace.name(), id.hex()));
                try (ResultSet row = find.executeQuery()) {
                    if (row.next()) {
                        pruned.add(id);
                    }
                }
            }
        }
        return pruned;
    }

    /** @param sorted keys in ascending order, which keeps the table compact */
    static void add(Connection connection, long[] sorted) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement("INSERT OR IGNORE INTO pruned VALUES (?)")) {
            for (long key : sorted) {
                add.setLong(1, key);
                add.addBatch();
            }
            add.executeBatch();
        }
    }
}
