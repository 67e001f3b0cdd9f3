package dev.afterwise.sql;

import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Summary;
import dev.afterwise.Workspace;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Child;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Page;
import dev.afterwise.store.Period;
import dev.afterwise.store.Query;
import dev.afterwise.store.Receipt;
import dev.afterwise.store.Similar;
import dev.afterwise.store.StepSummary;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The executions of one workspace in tables. */
record SqlHistory(Database database, Workspace workspace, SqlArrivals arrivals) implements History {
    @Override
    public Receipt append(Collection<? extends Fact> facts) {
        return facts.isEmpty() ? Receipt.NOTHING : arrivals.append(database, new SqlAppend(workspace, facts));
    }

    @Override
    public Optional<Execution> execution(ExecutionId id) {
        return database.read(new SqlExecution(workspace, id));
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
        return database.read(new SqlList(database.segments(), workspace, query));
    }

    @Override
    public List<Similar> similar(String description, int limit) {
        return database.read(new SqlSimilar(workspace, description, limit));
    }

    @Override
    public List<Summary> statistics(Filter filter, Set<Dimension> by) {
        return statistics(filter).by(by);
    }

    @Override
    public List<Bucket> series(Filter filter, Period period) {
        return statistics(filter).by(period);
    }

    @Override
    public List<StepSummary> steps(Filter filter) {
        return statistics(filter).steps();
    }

    private CubeStatistics statistics(Filter filter) {
        return new CubeStatistics(database, workspace, filter);
    }

    @Override
    public List<Child> children(ExecutionId parent, int limit) {
        return database.read(connection -> new SqlChildren(connection, workspace).of(parent, limit));
    }

    @Override
    public List<FailureGroup> failures(Filter filter) {
        return database.read(new SqlFailures(workspace, filter));
    }
}
