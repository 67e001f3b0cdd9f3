package dev.afterwise.sql;

import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.Workspace;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Filter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Failures by class and fingerprint: one scan of the failed, newest first, then one look at the newest of each group. */
record SqlFailures(Workspace workspace, Filter filter) implements Work<List<FailureGroup>> {
    private static final Comparator<FailureGroup> MOST_FREQUENT_FIRST = Comparator.comparingLong(FailureGroup::count)
            .thenComparing(FailureGroup::lastSeen)
            .thenComparing(FailureGroup::execution)
            .reversed();

    private record Kind(String failureClass, String fingerprint) {}

    /** A group that grows into the past, from its newest failure on. */
    private static final class Growing {
        final String newest;
        final long lastSeen;
        final SortedSet<String> agents = new TreeSet<>();
        long firstSeen;
        long count;

        Growing(String newest, long lastSeen) {
            this.newest = newest;
            this.lastSeen = lastSeen;
        }

        FailureGroup grown(Failure example) {
            return new FailureGroup(
                    example,
                    count,
                    Micros.instant(firstSeen),
                    Micros.instant(lastSeen),
                    agents,
                    new ExecutionId(newest));
        }
    }

    @Override
    public List<FailureGroup> with(Connection connection) throws SQLException {
        var groups = new ArrayList<FailureGroup>();
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT " + HeadlineRow.OUTCOME + " FROM execution WHERE workspace = ? AND id = ?")) {
            find.setString(1, workspace.name());
            for (Growing group : scan(connection).values()) {
                find.setString(2, group.newest);
                try (ResultSet row = find.executeQuery()) {
                    row.next();
                    groups.add(group.grown(HeadlineRow.failure(row)));
                }
            }
        }
        groups.sort(MOST_FREQUENT_FIRST);
        return groups;
    }

    private Map<Kind, Growing> scan(Connection connection) throws SQLException {
        var conditions = new Conditions(workspace, filter).and("status = 'failed'");
        String sql = "SELECT failure_class, fingerprint, id, started_us, agent FROM execution WHERE " + conditions
                + " ORDER BY started_us DESC, id DESC";
        var groups = new HashMap<Kind, Growing>();
        try (PreparedStatement scan = connection.prepareStatement(sql)) {
            conditions.bind(scan);
            try (ResultSet row = scan.executeQuery()) {
                while (row.next()) {
                    var kind = new Kind(row.getString(1), row.getString(2));
                    Growing group = groups.get(kind);
                    if (group == null) {
                        group = new Growing(row.getString(3), row.getLong(4));
                        groups.put(kind, group);
                    }
                    group.firstSeen = row.getLong(4);
                    group.count++;
                    group.agents.add(row.getString(5));
                }
            }
        }
        return groups;
    }
}
