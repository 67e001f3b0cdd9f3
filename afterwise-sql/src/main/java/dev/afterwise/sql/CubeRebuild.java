package dev.afterwise.sql;

import dev.afterwise.Execution;
import dev.afterwise.Workspace;
import dev.afterwise.json.Facts;
import dev.afterwise.sql.cube.Cells;
import dev.afterwise.sql.cube.Contribution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the cubes of a workspace again from its executions, hour by hour, so that no writer waits for long. Hours that have
 * lost executions are left as they are: their cubes know what nothing else does.
 */
record CubeRebuild(Database database, Workspace workspace) {
    /**
     * What came of it.
     *
     * @param hours those that were made again
     * @param corrected those whose cubes were not what they are now
     */
    record Rebuilt(long hours, long corrected) {}

    /** Makes all cubes again whose executions are all there. */
    Rebuilt all() {
        database.write(connection -> {
            CubeFold.settle(connection, workspace);
            return null;
        });
        long corrected = 0;
        List<Long> hours = database.read(connection -> hours(connection, workspace));
        for (long hour : hours) {
            corrected += database.write(connection -> correct(connection, hour)) ? 1 : 0;
        }
        return new Rebuilt(hours.size(), corrected);
    }

    /** Those of which there is a cube or an execution, and all executions that there ever were. */
    static List<Long> hours(Connection connection, Workspace workspace) throws SQLException {
        var hours = new ArrayList<Long>();
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT bucket FROM cube WHERE workspace = ?1 AND hours = 1
                UNION SELECT (started_us - ((started_us % 3600000000) + 3600000000) % 3600000000) / 3600000000
                    FROM execution WHERE workspace = ?1
                EXCEPT SELECT hour FROM pruned_hour WHERE workspace = ?1
                ORDER BY 1""")) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    hours.add(row.getLong(1));
                }
            }
        }
        return hours;
    }

    private boolean correct(Connection connection, long hour) throws SQLException {
        CubeFold.settle(connection, workspace);
        var admission = Admissions.read(connection, workspace);
        Contribution right = Contribution.none(hour, admission);
        for (Execution each : executions(connection, workspace, hour)) {
            right.add(each);
        }
        var executions = new Cells();
        var steps = new Cells();
        var table = new CubeTable(connection, workspace);
        table.addTo(executions, steps, CubeTable.HOUR, hour, hour + 1);
        if (Arrays.equals(executions.encode(), right.executions().encode())
                && Arrays.equals(steps.encode(), right.steps().encode())) {
            return false;
        }
        Admissions.write(connection, workspace, admission.newcomers());
        table.put(CubeTable.HOUR, hour, right.executions(), right.steps());
        table.reopen(Math.floorDiv(hour, CubeTable.DAY));
        return true;
    }

    static List<Execution> executions(Connection connection, Workspace workspace, long hour) throws SQLException {
        var executions = new ArrayList<Execution>();
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT d.body FROM execution e JOIN detail d USING (seq)
                WHERE workspace = ? AND started_us >= ? AND started_us < ?""")) {
            find.setString(1, workspace.name());
            find.setLong(2, Micros.floor(HourSpan.start(hour)));
            find.setLong(3, Micros.floor(HourSpan.start(hour + 1)));
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    executions.add(Execution.of(Facts.read(row.getString(1))));
                }
            }
        }
        return executions;
    }
}
