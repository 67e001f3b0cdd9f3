package dev.afterwise.sql;

import dev.afterwise.Dimension;
import dev.afterwise.Workspace;
import dev.afterwise.sql.cube.Admission;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The rows that say which values the cubes of a workspace tell apart. */
final class Admissions {
    private Admissions() {}

    static Admission read(Connection connection, Workspace workspace) throws SQLException {
        var admission = new Admission();
        try (PreparedStatement find =
                connection.prepareStatement("SELECT dimension, value FROM admitted WHERE workspace = ?")) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    admission.know(HeadlineRow.word(Dimension.class, row.getString(1)), row.getString(2));
                }
            }
        }
        return admission;
    }

    static void write(Connection connection, Workspace workspace, List<Admission.Admitted> newcomers)
            throws SQLException {
        if (newcomers.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT OR IGNORE INTO admitted (workspace, dimension, value) VALUES (?, ?, ?)")) {
            for (Admission.Admitted each : newcomers) {
                insert.setString(1, workspace.name());
                insert.setString(2, each.dimension().word());
                insert.setString(3, each.value());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
