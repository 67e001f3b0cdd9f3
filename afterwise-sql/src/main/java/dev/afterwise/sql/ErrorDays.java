package dev.afterwise.sql;

import dev.afterwise.Failure;
import dev.afterwise.Fingerprint;
import dev.afterwise.Workspace;
import dev.afterwise.sql.FailedRow.ErrorCell;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The failures of a workspace, counted day by day. New ones wait in a tail, since to write a day anew for each would cost
 * more than to write the execution; readers add the tail. Within one transaction, for one thread.
 */
final class ErrorDays {
    /** So many wait at most. */
    static final int TAIL = 256;

    /** So many at once go straight into their days. */
    private static final int MANY = 128;

    private final Connection connection;
    private final Workspace workspace;

    ErrorDays(Connection connection, Workspace workspace) {
        this.connection = connection;
        this.workspace = workspace;
    }

    /** Keeps what these kinds of failures look like, unless that is known. To mask a message takes longer than to ask. */
    void remember(Collection<Failure> examples) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(
                        "SELECT 1 FROM error_kind WHERE workspace = ? AND failure_class = ? AND fingerprint = ?");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO error_kind VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            find.setString(1, workspace.name());
            insert.setString(1, workspace.name());
            for (Failure failure : examples) {
                find.setString(2, failure.failureClass().label());
                find.setString(3, failure.fingerprint().hex());
                try (ResultSet row = find.executeQuery()) {
                    if (row.next()) {
                        continue;
                    }
                }
                insert.setString(2, failure.failureClass().label());
                insert.setString(3, failure.fingerprint().hex());
                insert.setString(4, HeadlineRow.word(failure.severity()));
                insert.setString(5, HeadlineRow.word(failure.transience()));
                insert.setString(6, failure.type());
                insert.setString(7, Fingerprint.mask(failure.message()));
                insert.executeUpdate();
            }
        }
    }

    /** Counts these, and takes those back that were counted. Their rows must be written by now. */
    void count(Collection<FailedRow> added, Collection<FailedRow> removed) throws SQLException {
        long waiting = waiting();
        if (removed.isEmpty() && added.size() < MANY && waiting + added.size() < TAIL) {
            append(added, waiting);
            return;
        }
        var all = new ArrayList<>(tail());
        all.addAll(added);
        fold(all, removed);
        clear();
    }

    /** Counts what waits. */
    void settle() throws SQLException {
        if (waiting() > 0) {
            fold(tail(), List.of());
            clear();
        }
    }

    /** Numbers begin anew when the tail was cleared, so the greatest is how many there are. */
    private long waiting() throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("SELECT coalesce(max(number), 0) FROM error_tail WHERE workspace = ?")) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void append(Collection<FailedRow> added, long waiting) throws SQLException {
        long number = waiting;
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO error_tail VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (FailedRow each : added) {
                insert.setString(1, workspace.name());
                insert.setLong(2, ++number);
                each.bind(insert, 3);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    List<FailedRow> tail() throws SQLException {
        var tail = new ArrayList<FailedRow>();
        try (PreparedStatement find =
                connection.prepareStatement("SELECT " + FailedRow.COLUMNS + " FROM error_tail WHERE workspace = ?")) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    tail.add(FailedRow.read(row, 1));
                }
            }
        }
        return tail;
    }

    private void clear() throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM error_tail WHERE workspace = ?")) {
            delete.setString(1, workspace.name());
            delete.executeUpdate();
        }
    }

    private void fold(Collection<FailedRow> added, Collection<FailedRow> removed) throws SQLException {
        var days = new TreeMap<Long, ErrorDay>();
        var touched = new HashMap<Long, Set<ErrorCell>>();
        for (FailedRow each : added) {
            day(days, each.day()).add(each);
        }
        for (FailedRow each : removed) {
            if (day(days, each.day()).remove(each)) {
                touched.computeIfAbsent(each.day(), day -> new HashSet<>()).add(each.cell());
            }
        }
        for (Map.Entry<Long, Set<ErrorCell>> each : touched.entrySet()) {
            for (ErrorCell cell : each.getValue()) {
                correct(day(days, each.getKey()), each.getKey(), cell);
            }
        }
        for (Map.Entry<Long, ErrorDay> each : days.entrySet()) {
            write(each.getKey(), each.getValue());
        }
    }

    private ErrorDay day(Map<Long, ErrorDay> days, long number) throws SQLException {
        ErrorDay day = days.get(number);
        if (day == null) {
            day = read(number);
            days.put(number, day);
        }
        return day;
    }

    ErrorDay read(long number) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("SELECT body FROM error_day WHERE workspace = ? AND day = ?")) {
            find.setString(1, workspace.name());
            find.setLong(2, number);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? ErrorDayForm.read(row.getBytes(1), number) : new ErrorDay();
            }
        }
    }

    void write(long number, ErrorDay day) throws SQLException {
        boolean empty = day.cells().isEmpty();
        try (PreparedStatement write =
                connection.prepareStatement(empty ? "DELETE FROM error_day WHERE workspace = ? AND day = ?" : """
                        INSERT INTO error_day (workspace, day, body) VALUES (?, ?, ?)
                        ON CONFLICT DO UPDATE SET body = excluded.body""")) {
            write.setString(1, workspace.name());
            write.setLong(2, number);
            if (!empty) {
                write.setBytes(3, ErrorDayForm.write(day, number));
            }
            write.executeUpdate();
        }
    }

    /** Looks up the first and the last of a cell among those executions that are still there. */
    private void correct(ErrorDay day, long number, ErrorCell cell) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT min(started_us) OVER (), started_us, id FROM execution
                WHERE workspace = ? AND status = 'failed' AND started_us >= ? AND started_us < ? AND failure_class = ?
                  AND fingerprint = ? AND task = ? AND agent = ? AND coalesce(model, '') = ? AND coalesce(route, '') = ?
                ORDER BY started_us DESC, id DESC LIMIT 1""")) {
            find.setString(1, workspace.name());
            find.setLong(2, number * ErrorDay.DAY_US);
            find.setLong(3, (number + 1) * ErrorDay.DAY_US);
            find.setString(4, cell.failureClass());
            find.setString(5, cell.fingerprint());
            find.setString(6, cell.task());
            find.setString(7, cell.agent());
            find.setString(8, cell.model());
            find.setString(9, cell.route());
            try (ResultSet row = find.executeQuery()) {
                if (row.next()) {
                    day.correct(cell, row.getLong(1), row.getLong(2), row.getString(3));
                }
            }
        }
    }
}
