package dev.afterwise.sql;

import dev.afterwise.Execution;
import dev.afterwise.Workspace;
import dev.afterwise.sql.cube.Admission;
import dev.afterwise.sql.cube.Cells;
import dev.afterwise.sql.cube.Contribution;
import dev.afterwise.store.Damage;
import dev.afterwise.store.Damage.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares cubes, and what is pending beside them, with what executions add up to: the newest hour and others spread evenly
 * over the history, but for those of which anything is gone; and the cubes of their days with those of their hours. Within
 * one transaction.
 */
record CubeCheck(Connection connection, Workspace workspace) {
    /** How many hours of a workspace are compared. */
    private static final int SAMPLE = 50;

    private static final String PART = "cube";

    static List<Damage> all(Connection connection) throws SQLException {
        var workspaces = new ArrayList<Workspace>();
        try (PreparedStatement find = connection.prepareStatement(
                        "SELECT workspace FROM execution UNION SELECT workspace FROM cube");
                ResultSet row = find.executeQuery()) {
            while (row.next()) {
                workspaces.add(new Workspace(row.getString(1)));
            }
        }
        var found = new ArrayList<Damage>();
        for (Workspace each : workspaces) {
            found.addAll(new CubeCheck(connection, each).differences());
        }
        return found;
    }

    private List<Damage> differences() throws SQLException {
        var found = new ArrayList<Damage>();
        List<Long> hours = CubeRebuild.hours(connection, workspace);
        int step = Math.max(1, hours.size() / SAMPLE);
        for (int i = hours.size() - 1; i >= 0; i -= step) {
            long hour = hours.get(i);
            if (isDifferent(hour)) {
                found.add(new Damage(
                        Kind.STALE,
                        PART,
                        "the hour from %s of the workspace %s adds up to something else"
                                .formatted(HourSpan.start(hour), workspace)));
            }
            long day = Math.floorDiv(hour, CubeTable.DAY);
            if (isDayDifferent(day)) {
                found.add(new Damage(
                        Kind.STALE,
                        PART,
                        "the day from %s of the workspace %s is not what its hours are"
                                .formatted(HourSpan.start(day * CubeTable.DAY), workspace)));
            }
        }
        return found;
    }

    private boolean isDifferent(long hour) throws SQLException {
        Admission admission = Admissions.read(connection, workspace);
        Contribution right = Contribution.none(hour, admission);
        for (Execution each : CubeRebuild.executions(connection, workspace, hour)) {
            right.add(each);
        }
        Contribution kept = Contribution.none(hour, admission);
        new CubeTable(connection, workspace).addTo(kept.executions(), kept.steps(), CubeTable.HOUR, hour, hour + 1);
        addPending(kept);
        return !equal(right, kept);
    }

    private void addPending(Contribution to) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("SELECT seq, present, counted FROM pending WHERE workspace = ?")) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    add(to, CubeFold.present(connection, row.getLong(1), row.getBytes(2)), 1);
                    byte @Nullable [] counted = row.getBytes(3);
                    if (counted != null) {
                        add(to, Contribution.decode(counted), -1);
                    }
                }
            }
        }
    }

    private static void add(Contribution to, Contribution other, int sign) {
        if (to.hour() == other.hour()) {
            to.add(other, sign);
        }
    }

    private boolean isDayDifferent(long day) throws SQLException {
        var table = new CubeTable(connection, workspace);
        var whole = new Contribution(day, new Cells(), new Cells());
        table.addTo(whole.executions(), whole.steps(), CubeTable.DAY, day, day + 1);
        var hours = new Contribution(day, new Cells(), new Cells());
        table.addTo(hours.executions(), hours.steps(), CubeTable.HOUR, day * CubeTable.DAY, (day + 1) * CubeTable.DAY);
        return !whole.executions().isEmpty() && !equal(whole, hours);
    }

    private static boolean equal(Contribution one, Contribution other) {
        return Arrays.equals(one.executions().encode(), other.executions().encode())
                && Arrays.equals(one.steps().encode(), other.steps().encode());
    }
}
