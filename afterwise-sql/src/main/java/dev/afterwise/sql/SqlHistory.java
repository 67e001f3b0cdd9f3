package dev.afterwise.sql;

import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Summary;
import dev.afterwise.Workspace;
import dev.afterwise.json.Facts;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Cursor;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Page;
import dev.afterwise.store.Period;
import dev.afterwise.store.Query;
import dev.afterwise.store.Receipt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The executions of one workspace in tables. */
record SqlHistory(Database database, Workspace workspace) implements History {
    @Override
    public Receipt append(Collection<? extends Fact> facts) {
        return facts.isEmpty() ? Receipt.NOTHING : database.write(new SqlAppend(workspace, facts));
    }

    @Override
    public Optional<Execution> execution(ExecutionId id) {
        return database.read(connection -> {
            try (PreparedStatement find = connection.prepareStatement("""
                    SELECT d.body FROM execution e JOIN detail d ON d.seq = e.seq WHERE e.workspace = ? AND e.id = ?""")) {
                find.setString(1, workspace.name());
                find.setString(2, id.hex());
                try (ResultSet row = find.executeQuery()) {
                    return row.next() ? Optional.of(Execution.of(Facts.read(row.getString(1)))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<ExecutionId> idsStartingWith(String hexDigits, int limit) {
        return database.read(connection -> {
            try (PreparedStatement find = connection.prepareStatement(
                    "SELECT id FROM execution WHERE workspace = ? AND id >= ? AND id < ? ORDER BY id LIMIT ?")) {
                find.setString(1, workspace.name());
                find.setString(2, hexDigits);
                find.setString(3, hexDigits + "g"); // the first letter after the hex digits
                find.setInt(4, limit);
                var ids = new ArrayList<ExecutionId>();
                try (ResultSet row = find.executeQuery()) {
                    while (row.next()) {
                        ids.add(new ExecutionId(row.getString(1)));
                    }
                }
                return ids;
            }
        });
    }

    @Override
    public Page<Headline> find(Query query) {
        var conditions = new Conditions(workspace, query.filter());
        String after = query.after();
        if (after != null) {
            conditions.after(Cursor.parse(after));
        }
        return database.read(connection -> find(connection, conditions, query.limit()));
    }

    private static Page<Headline> find(Connection connection, Conditions conditions, int limit) throws SQLException {
        String sql = "SELECT " + HeadlineRow.ALL + " FROM execution WHERE " + conditions
                + " ORDER BY started_us DESC, id DESC LIMIT ?";
        try (PreparedStatement find = connection.prepareStatement(sql)) {
            find.setInt(conditions.bind(find), limit + 1);
            var found = new ArrayList<Headline>();
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    found.add(HeadlineRow.headline(row));
                }
            }
            if (found.size() <= limit) {
                return new Page<>(found, null);
            }
            List<Headline> page = found.subList(0, limit);
            return new Page<>(page, Cursor.of(page.getLast()).toString());
        }
    }

    @Override
    public List<Summary> statistics(Filter filter, Set<Dimension> by) {
        return new SqlSummaries(database, workspace, filter).by(by);
    }

    @Override
    public List<Bucket> series(Filter filter, Period period) {
        return new SqlSummaries(database, workspace, filter).by(period);
    }

    @Override
    public List<FailureGroup> failures(Filter filter) {
        return database.read(new SqlFailures(workspace, filter));
    }
}
