package dev.afterwise.sql;

import dev.afterwise.Execution;
import dev.afterwise.Workspace;
import dev.afterwise.json.Facts;
import dev.afterwise.segment.Entry;
import dev.afterwise.sql.SegmentEntries.Steps;
import dev.afterwise.sql.cube.Admission;
import dev.afterwise.sql.cube.Contribution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings the cubes and segments of a workspace up to what its executions are. Used once, within one transaction of one thread.
 *
 * <p>Each execution is either counted as it stands now, or pending: then its row among the pending ones says what the cubes
 * hold of it, if anything, and what they should. Both change in one transaction, so that an execution is counted once
 * however often it grows and whoever is killed.
 */
final class CubeFold {
    /** How many executions may be pending before they are folded: reading adds them up one by one. */
    static final int MOST_PENDING = 1_000;

    /** How many days are closed by the way: some milliseconds each. */
    private static final int CLOSED_BY_THE_WAY = 2;

    private final Connection connection;
    private final Workspace workspace;
    private final CubeTable table;
    private final Admission admission;
    private final SortedMap<Long, Contribution> changes = new TreeMap<>();

    CubeFold(Connection connection, Workspace workspace) throws SQLException {
        this.connection = connection;
        this.workspace = workspace;
        this.table = new CubeTable(connection, workspace);
        this.admission = Admissions.read(connection, workspace);
    }

    /** Counts all that is pending. What was pending before rows are deleted must be counted first. */
    static void settle(Connection connection, Workspace workspace) throws SQLException {
        while (new CubeFold(connection, workspace).pending() == MOST_PENDING) {
            // There may be more.
        }
    }

    /** Makes the cubes of days that are over in all workspaces, at most so many. @return how many */
    static int closeDays(Connection connection, int most) throws SQLException {
        int closed = 0;
        for (Workspace each : workspaces(connection, "SELECT DISTINCT workspace FROM cube_due")) {
            closed += new CubeFold(connection, each).closeDays(most - closed);
        }
        return closed;
    }

    /** Counts a thousand executions of those that were kept before there were cubes. @return whether there were any */
    static boolean catchUp(Connection connection) throws SQLException {
        List<Workspace> behind = workspaces(connection, "SELECT workspace FROM pending WHERE present IS NULL LIMIT 1");
        for (Workspace each : behind) {
            new CubeFold(connection, each).pending();
        }
        return !behind.isEmpty();
    }

    private static List<Workspace> workspaces(Connection connection, String sql) throws SQLException {
        var workspaces = new ArrayList<Workspace>();
        try (PreparedStatement find = connection.prepareStatement(sql);
                ResultSet row = find.executeQuery()) {
            while (row.next()) {
                workspaces.add(new Workspace(row.getString(1)));
            }
        }
        return workspaces;
    }

    /** Counts executions that are new, whose numbers follow each other. */
    void added(long first, List<Execution> executions) throws SQLException {
        var entries = new ArrayList<Entry>(executions.size());
        for (Execution each : executions) {
            change(Contribution.hour(each.startedAt())).add(each);
            entries.add(Entry.of(first + entries.size(), each));
        }
        write();
        SegmentFold.put(connection, workspace, entries);
    }

    /** Counts some of what is pending. @return how many executions */
    int pending() throws SQLException {
        var folded = new HashMap<Long, @Nullable String>();
        long last = 0;
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT seq, present, counted, steps FROM pending WHERE workspace = ? ORDER BY seq LIMIT "
                        + MOST_PENDING)) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    last = row.getLong(1);
                    count(present(connection, last, row.getBytes(2)), 1);
                    byte @Nullable [] counted = row.getBytes(3);
                    if (counted != null) {
                        count(Contribution.decode(counted), -1);
                    }
                    folded.put(last, row.getString(4));
                }
            }
        }
        if (!folded.isEmpty()) {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM pending WHERE workspace = ? AND seq <= ?")) {
                delete.setString(1, workspace.name());
                delete.setLong(2, last);
                delete.executeUpdate();
            }
            write();
            SegmentFold.put(connection, workspace, new SegmentEntries(connection, workspace).of(folded, Steps.WANTED));
        }
        return folded.size();
    }

    /** What an execution adds now; stores that were made before there were cubes don't say, and it is looked up. */
    static Contribution present(Connection connection, long seq, byte @Nullable [] present) throws SQLException {
        if (present != null) {
            return Contribution.decode(present);
        }
        try (PreparedStatement find = connection.prepareStatement("SELECT body FROM detail WHERE seq = ?")) {
            find.setLong(1, seq);
            try (ResultSet row = find.executeQuery()) {
                row.next();
                return Contribution.of(Execution.of(Facts.read(row.getString(1))));
            }
        }
    }

    private void count(Contribution contribution, int sign) {
        change(contribution.hour()).add(contribution, sign);
    }

    private Contribution change(long hour) {
        return changes.computeIfAbsent(hour, ignored -> Contribution.none(hour, admission));
    }

    private void write() throws SQLException {
        Set<Long> days = new HashSet<>();
        for (var each : changes.entrySet()) {
            long hour = each.getKey();
            Contribution all = each.getValue();
            table.addTo(all.executions(), all.steps(), CubeTable.HOUR, hour, hour + 1);
            table.put(CubeTable.HOUR, hour, all.executions(), all.steps());
            if (days.add(Math.floorDiv(hour, CubeTable.DAY))) {
                table.reopen(Math.floorDiv(hour, CubeTable.DAY));
            }
        }
        Admissions.write(connection, workspace, admission.newcomers());
        closeDays(CLOSED_BY_THE_WAY, days);
    }

    private int closeDays(int most) throws SQLException {
        return closeDays(most, Set.of());
    }

    private int closeDays(int most, Set<Long> except) throws SQLException {
        int closed = 0;
        for (long day : table.due()) {
            if (closed < most && !except.contains(day)) {
                table.close(day);
                closed++;
            }
        }
        return closed;
    }

    /** Says that rows of this hour are deleted: from now on its cube knows more than they do. */
    static void mark(Connection connection, Workspace workspace, long hour) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR IGNORE INTO pruned_hour (workspace, hour) VALUES (?, ?)")) {
            insert.setString(1, workspace.name());
            insert.setLong(2, hour);
            insert.executeUpdate();
        }
    }
}
