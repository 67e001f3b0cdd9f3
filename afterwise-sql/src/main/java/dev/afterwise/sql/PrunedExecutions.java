package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.store.Pruned;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Executions whose time is over, and all that belongs to them. Those that have not ended yet stay.
 *
 * @param upTo the number of the last execution that is past its time
 */
record PrunedExecutions(long upTo) implements SqlPrune.Part {
    private static final String ENDED = "seq <= ? AND status != 'running'";

    private static final List<String> REMOVALS = List.of(
            "DELETE FROM plan_signal WHERE (workspace, run) IN (SELECT p.workspace, p.id FROM plan_run p JOIN execution e"
                    + " ON e.workspace = p.workspace AND e.id = p.id WHERE e.seq IN (%s) AND p.status != 'running')",
            "DELETE FROM step_run WHERE (workspace, run) IN (SELECT p.workspace, p.id FROM plan_run p JOIN execution e"
                    + " ON e.workspace = p.workspace AND e.id = p.id WHERE e.seq IN (%s) AND p.status != 'running')",
            "DELETE FROM plan_run WHERE (workspace, id) IN (SELECT workspace, id FROM execution WHERE seq IN (%s))"
                    + " AND status != 'running'",
            "DELETE FROM detail WHERE seq IN (%s)",
            "DELETE FROM execution WHERE seq IN (%s)");

    /**
     * Says that cubes know what no row does any more, to be completed by a condition. Times that are kept as the farthest that
     * there are have an hour, too.
     */
    static final String MARK_HOURS = """
            INSERT OR IGNORE INTO pruned_hour (workspace, hour)
            SELECT DISTINCT workspace, (at - (at %% 3600000000 + 3600000000) %% 3600000000) / 3600000000 FROM (
                SELECT workspace, max(started_us, -9000000000000000000) AS at FROM execution WHERE %s)""";

    @Override
    public Pruned due(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM execution WHERE " + ENDED)) {
            count.setLong(1, upTo);
            try (ResultSet row = count.executeQuery()) {
                return new Pruned(row.next() ? row.getLong(1) : 0, 0, 0);
            }
        }
    }

    @Override
    public @Nullable Pruned removeSome(Connection connection, int most) throws SQLException {
        var seqs = new ArrayList<Long>();
        var keys = new ArrayList<Long>();
        var byWorkspace = new HashMap<Workspace, List<Long>>();
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT seq, workspace, id FROM execution WHERE " + ENDED + " ORDER BY seq LIMIT ?")) {
            find.setLong(1, upTo);
            find.setInt(2, most);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    seqs.add(row.getLong(1));
                    keys.add(SqlPrunedIds.key(row.getString(2), row.getString(3)));
                    byWorkspace
                            .computeIfAbsent(new Workspace(row.getString(2)), each -> new ArrayList<>())
                            .add(row.getLong(1));
                }
            }
        }
        if (seqs.isEmpty()) {
            return null;
        }
        PendingCounted.count(connection, seqs.getLast());
        Derived.forget(connection, seqs);
        SqlPrunedIds.add(
                connection, keys.stream().mapToLong(Long::longValue).sorted().toArray());
        remove(connection, seqs.stream().map(String::valueOf).collect(Collectors.joining(",")));
        for (var each : byWorkspace.entrySet()) {
            SegmentFold.replace(connection, each.getKey(), each.getValue(), List.of());
        }
        return new Pruned(seqs.size(), 0, 0);
    }

    private static void remove(Connection connection, String seqs) throws SQLException {
        SqliteConnections.run(connection, MARK_HOURS.formatted("seq IN (" + seqs + ")"));
        for (String each : REMOVALS) {
            SqliteConnections.run(connection, each.formatted(seqs));
        }
    }
}
