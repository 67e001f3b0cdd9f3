package dev.afterwise.sql;

import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.Outcome;
import dev.afterwise.Workspace;
import dev.afterwise.json.Facts;
import dev.afterwise.sql.cube.Admission;
import dev.afterwise.sql.cube.Cell;
import dev.afterwise.sql.cube.Contribution;
import dev.afterwise.sql.cube.Tabulation;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Window;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongFunction;

/**
 * Adds up executions by reading the row of each, some microseconds for one; and their steps by reading all their facts, some
 * ten times as long.
 *
 * @param tables where what began in an hour is added
 */
record RowReading(Connection connection, Workspace workspace, CubeReading.Kind kind, LongFunction<Tabulation> tables) {
    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    /** @param admission tells which values are told apart */
    void read(Filter filter, Admission admission) throws SQLException {
        switch (kind) {
            case EXECUTIONS -> executions(filter, admission);
            case STEPS -> steps(filter, admission);
        }
    }

    private void executions(Filter filter, Admission admission) throws SQLException {
        var conditions = new Conditions(workspace, filter);
        String sql = "SELECT " + HeadlineRow.OUTCOME + ", started_us, task, agent, model, route FROM " + table(filter)
                + " WHERE " + conditions;
        int next = HeadlineRow.OUTCOME_COLUMNS + 1;
        try (PreparedStatement scan = connection.prepareStatement(sql)) {
            conditions.bind(scan);
            try (ResultSet row = scan.executeQuery()) {
                while (row.next()) {
                    Outcome outcome = HeadlineRow.outcome(row);
                    var cell = new Cell(
                            row.getString(next + 1),
                            row.getString(next + 2),
                            emptyIfNull(row, next + 3),
                            emptyIfNull(row, next + 4),
                            outcome.status());
                    tables.apply(Math.floorDiv(row.getLong(next), MICROS_PER_HOUR))
                            .group(admission.execution(cell))
                            .add(outcome, HeadlineRow.usage(row), HeadlineRow.recoveries(row));
                }
            }
        }
    }

    private static String emptyIfNull(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private void steps(Filter filter, Admission admission) throws SQLException {
        var conditions = new Conditions(workspace, filter);
        String sql = "SELECT d.body FROM " + table(filter) + " JOIN detail d USING (seq) WHERE " + conditions;
        try (PreparedStatement scan = connection.prepareStatement(sql)) {
            conditions.bind(scan);
            try (ResultSet row = scan.executeQuery()) {
                while (row.next()) {
                    var one = Contribution.of(Execution.of(Facts.read(row.getString(1))));
                    tables.apply(one.hour()).add(kind.placed(one.steps(), admission), 1);
                }
            }
        }
    }

    /** Where most rows match, an index would only be a detour. */
    private static String table(Filter filter) {
        boolean narrow = !filter.window().equals(Window.ALL)
                || !filter.text().isEmpty()
                || filter.subject().part(Dimension.TASK).isPresent()
                || filter.subject().part(Dimension.AGENT).isPresent();
        return narrow ? "execution" : "execution NOT INDEXED";
    }
}
