package dev.afterwise.sql;

import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import dev.afterwise.json.Facts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** One execution as far as it is still there: from all its facts, or from its headline and what is left of them. */
record SqlExecution(Workspace workspace, ExecutionId id) implements Work<Optional<Execution>> {
    private static final String FIND = "SELECT " + HeadlineRow.ALL + ", d.format, d.body FROM execution e"
            + " LEFT JOIN detail d ON d.seq = e.seq WHERE e.workspace = ? AND e.id = ?";

    @Override
    public Optional<Execution> with(Connection connection) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, workspace.name());
            find.setString(2, id.hex());
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(execution(row)) : Optional.empty();
            }
        }
    }

    private static Execution execution(ResultSet row) throws SQLException {
        String body = row.getString(HeadlineRow.COLUMNS + 2);
        if (body == null) {
            return Execution.of(HeadlineRow.headline(row));
        }
        return row.getInt(HeadlineRow.COLUMNS + 1) == PrunedDetails.FACTS_LEFT_AS_JSON
                ? Execution.of(HeadlineRow.headline(row), Facts.read(body))
                : Execution.of(Facts.read(body));
    }
}
