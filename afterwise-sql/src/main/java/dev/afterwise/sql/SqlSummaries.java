package dev.afterwise.sql;

import dev.afterwise.Dimension;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Workspace;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Period;
import dev.afterwise.store.Window;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What executions add up to, by reading the row of each: some microseconds for one. */
record SqlSummaries(Database database, Workspace workspace, Filter filter) {
    /** The summaries of each combination of values that occurs, in the order of the values. */
    List<Summary> by(Set<Dimension> dimensions) {
        var ordered = dimensions.stream().sorted().toList();
        var columns = ordered.stream().map(Conditions::column).toList();
        var groups = database.read(connection -> read(
                connection,
                columns,
                row -> values(row, columns.size()),
                values -> new Summary.Builder(subject(ordered, values))));
        return groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(SqlSummaries::compare))
                .map(each -> each.getValue().build())
                .toList();
    }

    private static int compare(List<String> one, List<String> other) {
        return Arrays.compare(one.toArray(String[]::new), other.toArray(String[]::new));
    }

    private static List<String> values(ResultSet row, int count) throws SQLException {
        var values = new ArrayList<String>(count);
        for (int i = 1; i <= count; i++) {
            values.add(row.getString(HeadlineRow.OUTCOME_COLUMNS + i));
        }
        return values;
    }

    private static Subject subject(List<Dimension> dimensions, List<String> values) {
        var parts = new TreeMap<Dimension, String>();
        for (int i = 0; i < dimensions.size(); i++) {
            parts.put(dimensions.get(i), values.get(i));
        }
        return new Subject(parts);
    }

    /** The summaries of each period in which an execution began, oldest first. */
    List<Bucket> by(Period period) {
        var groups = database.read(connection -> read(
                connection,
                List.of("started_us"),
                row -> period.bucketOf(Micros.instant(row.getLong(HeadlineRow.OUTCOME_COLUMNS + 1))),
                start -> new Summary.Builder(Subject.EVERYTHING)));
        return new TreeMap<Instant, Summary.Builder>(groups)
                .entrySet().stream()
                        .map(each -> new Bucket(each.getKey(), each.getValue().build()))
                        .toList();
    }

    /** Which group a row belongs to. */
    private interface Group<K> {
        K of(ResultSet row) throws SQLException;
    }

    private <K> Map<K, Summary.Builder> read(
            Connection connection, List<String> columns, Group<K> group, Function<K, Summary.Builder> empty)
            throws SQLException {
        var conditions = new Conditions(workspace, filter);
        var selected = new ArrayList<>(List.of(HeadlineRow.OUTCOME));
        selected.addAll(columns);
        String sql = "SELECT " + String.join(", ", selected) + " FROM " + table() + " WHERE " + conditions;
        var groups = new HashMap<K, Summary.Builder>();
        try (PreparedStatement scan = connection.prepareStatement(sql)) {
            conditions.bind(scan);
            try (ResultSet row = scan.executeQuery()) {
                while (row.next()) {
                    groups.computeIfAbsent(group.of(row), empty)
                            .add(HeadlineRow.outcome(row), HeadlineRow.usage(row), HeadlineRow.recoveries(row));
                }
            }
        }
        return groups;
    }

    /** Where most rows match, an index would only be a detour. */
    private String table() {
        boolean narrow = !filter.window().equals(Window.ALL)
                || filter.subject().part(Dimension.TASK).isPresent()
                || filter.subject().part(Dimension.AGENT).isPresent();
        return narrow ? "execution" : "execution NOT INDEXED";
    }
}
