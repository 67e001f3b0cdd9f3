package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.sql.cube.Cells;
import dev.afterwise.sql.cube.Cube;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows that hold the cubes of a workspace, within one transaction. */
record CubeTable(Connection connection, Workspace workspace) {
    static final int HOUR = 1;
    static final int DAY = 24;

    /** Adds what the cubes of these buckets hold. */
    void addTo(Cells executions, Cells steps, int hours, long from, long until) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT body, steps FROM cube WHERE workspace = ? AND hours = ? AND bucket >= ? AND bucket < ?")) {
            bind(find, hours, from);
            find.setLong(4, until);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    executions.add(Cube.decode(row.getBytes(1)));
                    steps.add(Cube.decode(row.getBytes(2)));
                }
            }
        }
    }

    /** Replaces what there is. */
    void put(int hours, long bucket, Cells executions, Cells steps) throws SQLException {
        delete(hours, bucket);
        if (executions.isEmpty() && steps.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO cube (workspace, hours, bucket, body, steps) VALUES (?, ?, ?, ?, ?)")) {
            bind(insert, hours, bucket);
            insert.setBytes(4, executions.encode());
            insert.setBytes(5, steps.encode());
            insert.executeUpdate();
        }
    }

    void delete(int hours, long bucket) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM cube WHERE workspace = ? AND hours = ? AND bucket = ?")) {
            bind(delete, hours, bucket);
            delete.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, int hours, long bucket) throws SQLException {
        statement.setString(1, workspace.name());
        statement.setInt(2, hours);
        statement.setLong(3, bucket);
    }

    /** Some of the hours of a day have changed: its own cube is out of date. */
    void reopen(long day) throws SQLException {
        delete(DAY, day);
        update("INSERT OR IGNORE INTO cube_due (workspace, day) VALUES (?, ?)", day);
    }

    /** Makes the cube of a day of those of its hours. */
    void close(long day) throws SQLException {
        var executions = new Cells();
        var steps = new Cells();
        addTo(executions, steps, HOUR, day * DAY, (day + 1) * DAY);
        put(DAY, day, executions, steps);
        update("DELETE FROM cube_due WHERE workspace = ? AND day = ?", day);
    }

    private void update(String sql, long day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, workspace.name());
            statement.setLong(2, day);
            statement.executeUpdate();
        }
    }

    /** Days that are over, as far as executions tell, and have no cube of their own, oldest first. */
    List<Long> due() throws SQLException {
        var days = new ArrayList<Long>();
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT day FROM cube_due WHERE workspace = ?1 AND (day + 1) * 24 <=
                    (SELECT max(bucket) FROM cube WHERE workspace = ?1 AND hours = 1) ORDER BY day""")) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    days.add(row.getLong(1));
                }
            }
        }
        return days;
    }
}
