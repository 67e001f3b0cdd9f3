package dev.afterwise.sql;

import dev.afterwise.Workspace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the failures of a workspace anew, a day at a time, so that no writer waits for long. Days that have lost executions
 * are left as they are: what was counted of them nobody else knows.
 */
record ErrorRebuild(Database database, Workspace workspace) {
    private static final String DAYS = """
            SELECT day FROM error_day WHERE workspace = ?1
            UNION SELECT (started_us - ((started_us % 86400000000) + 86400000000) % 86400000000) / 86400000000
                FROM execution WHERE workspace = ?1 AND status = 'failed'
            EXCEPT SELECT (hour - ((hour % 24) + 24) % 24) / 24 FROM pruned_hour WHERE workspace = ?1""";

    /** How many days were not what they are now. */
    int all() {
        database.write(connection -> {
            new ErrorDays(connection, workspace).settle();
            return null;
        });
        int corrected = 0;
        for (long day : database.read(this::days)) {
            corrected += database.write(connection -> correct(connection, day)) ? 1 : 0;
        }
        return corrected;
    }

    private List<Long> days(Connection connection) throws SQLException {
        var days = new ArrayList<Long>();
        try (PreparedStatement find = connection.prepareStatement(DAYS)) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    days.add(row.getLong(1));
                }
            }
        }
        return days;
    }

    private boolean correct(Connection connection, long number) throws SQLException {
        var errors = new ErrorDays(connection, workspace);
        errors.settle();
        var day = new ErrorDay();
        for (FailedRow row : failed(connection, number)) {
            day.add(row);
        }
        if (day.cells().equals(errors.read(number).cells())) {
            return false;
        }
        errors.write(number, day);
        return true;
    }

    private List<FailedRow> failed(Connection connection, long day) throws SQLException {
        var failed = new ArrayList<FailedRow>();
        try (PreparedStatement find = connection.prepareStatement("SELECT " + FailedRow.COLUMNS
                + " FROM execution WHERE workspace = ? AND status = 'failed' AND started_us >= ? AND started_us < ?")) {
            find.setString(1, workspace.name());
            find.setLong(2, day * ErrorDay.DAY_US);
            find.setLong(3, (day + 1) * ErrorDay.DAY_US);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    failed.add(FailedRow.read(row, 1));
                }
            }
        }
        return failed;
    }
}
