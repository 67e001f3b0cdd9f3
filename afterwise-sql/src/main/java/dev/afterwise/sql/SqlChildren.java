package dev.afterwise.sql;

import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Parent;
import dev.afterwise.StepId;
import dev.afterwise.Workspace;
import dev.afterwise.store.Child;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Who was made on behalf of whom, in a workspace. */
record SqlChildren(Connection connection, Workspace workspace) {
    private static final String PUT = """
            INSERT INTO child (seq, workspace, parent, step) VALUES (?, ?, ?, ?)
            ON CONFLICT (seq) DO UPDATE SET parent = excluded.parent, step = excluded.step""";

    /** Notes on whose behalf the execution was made, if that is known. */
    void put(long seq, Execution execution) throws SQLException {
        Parent parent = execution.about().parent();
        if (parent == null) {
            return;
        }
        try (PreparedStatement row = connection.prepareStatement(PUT)) {
            StepId step = parent.step();
            row.setLong(1, seq);
            row.setString(2, workspace.name());
            row.setString(3, parent.execution().hex());
            row.setString(4, step == null ? null : step.hex());
            row.executeUpdate();
        }
    }

    /** As {@link #put}, for an execution that may have had another parent before. */
    void replace(long seq, Execution before, Execution after) throws SQLException {
        if (before.about().parent() != null && after.about().parent() == null) {
            try (PreparedStatement row = connection.prepareStatement("DELETE FROM child WHERE seq = ?")) {
                row.setLong(1, seq);
                row.executeUpdate();
            }
        }
        put(seq, after);
    }

    List<Child> of(ExecutionId parent, int limit) throws SQLException {
        String sql = "SELECT " + HeadlineRow.ALL
                + ", c.step FROM child c JOIN execution e ON e.seq = c.seq"
                + " WHERE c.workspace = ? AND c.parent = ? ORDER BY e.started_us, e.id LIMIT ?";
        try (PreparedStatement find = connection.prepareStatement(sql)) {
            find.setString(1, workspace.name());
            find.setString(2, parent.hex());
            find.setInt(3, limit);
            var children = new ArrayList<Child>();
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    String step = row.getString(HeadlineRow.COLUMNS + 1);
                    children.add(new Child(step == null ? null : new StepId(step), HeadlineRow.headline(row)));
                }
            }
            return children;
        }
    }
}
