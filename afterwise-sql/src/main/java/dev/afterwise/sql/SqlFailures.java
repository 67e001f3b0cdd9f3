package dev.afterwise.sql;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fingerprint;
import dev.afterwise.Severity;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.Transience;
import dev.afterwise.Workspace;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Window;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failures by class and fingerprint. Whole days come from what was counted of them, so that it matters little how many
 * executions there were; what is left of the window at its ends, and filters that days know nothing of, from rows.
 */
record SqlFailures(Workspace workspace, Filter filter) implements Work<List<FailureGroup>> {
    private static final Comparator<FailureGroup> MOST_FREQUENT_FIRST = Comparator.comparingLong(FailureGroup::count)
            .thenComparing(FailureGroup::lastSeen)
            .thenComparing(FailureGroup::execution)
            .reversed();

    private static final long FIRST_DAY = Long.MIN_VALUE / ErrorDay.DAY_US;
    private static final long LAST_DAY = Long.MAX_VALUE / ErrorDay.DAY_US;

    @Override
    public List<FailureGroup> with(Connection connection) throws SQLException {
        if (!filter.statuses().contains(Status.FAILED)) {
            return List.of();
        }
        var groups = new ErrorGroups(filter.subject());
        fill(connection, groups);
        var shown = new ArrayList<FailureGroup>();
        try (PreparedStatement newest = connection.prepareStatement(
                        "SELECT " + HeadlineRow.OUTCOME + " FROM execution WHERE workspace = ? AND id = ?");
                PreparedStatement kind = connection.prepareStatement("""
                        SELECT severity, transience, error_type, message FROM error_kind
                        WHERE workspace = ? AND failure_class = ? AND fingerprint = ?""")) {
            for (ErrorGroups.Group group : groups.all()) {
                shown.add(group.shownBy(example(newest, kind, group)));
            }
        }
        shown.sort(MOST_FREQUENT_FIRST);
        return shown;
    }

    private void fill(Connection connection, ErrorGroups groups) throws SQLException {
        Window window = filter.window();
        long first = firstWholeDay(window.from());
        long after = dayOf(window.until());
        boolean hasWholeDays = first < after && first <= LAST_DAY && after >= FIRST_DAY;
        if (!filter.conditions().isEmpty() || !filter.text().isEmpty() || !hasWholeDays) {
            scan(connection, filter, groups);
            return;
        }
        readDays(connection, first, after, groups);
        for (FailedRow row : new ErrorDays(connection, workspace).tail()) {
            if (row.day() >= first && row.day() < after && covers(filter.subject(), row.cell())) {
                groups.add(row);
            }
        }
        if (window.from() != null) {
            scan(connection, filter.with(new Window(window.from(), start(first))), groups);
        }
        if (window.until() != null) {
            scan(connection, filter.with(new Window(start(after), window.until())), groups);
        }
    }

    private static long firstWholeDay(@Nullable Instant from) {
        return from == null ? Long.MIN_VALUE : Math.ceilDiv(Micros.ceiling(from), ErrorDay.DAY_US);
    }

    private static long dayOf(@Nullable Instant until) {
        return until == null ? Long.MAX_VALUE : Math.floorDiv(Micros.ceiling(until), ErrorDay.DAY_US);
    }

    private static Instant start(long day) {
        return Micros.instant(day * ErrorDay.DAY_US);
    }

    private void readDays(Connection connection, long first, long after, ErrorGroups groups) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT day, body FROM error_day WHERE workspace = ? AND day >= ? AND day < ?")) {
            find.setString(1, workspace.name());
            find.setLong(2, first);
            find.setLong(3, after);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    ErrorDayForm.read(row.getBytes(2), row.getLong(1), groups);
                }
            }
        }
    }

    private static boolean covers(Subject subject, FailedRow.ErrorCell cell) {
        return subject.parts().entrySet().stream().allMatch(part -> switch (part.getKey()) {
            case TASK -> part.getValue().equals(cell.task());
            case AGENT -> part.getValue().equals(cell.agent());
            case MODEL -> part.getValue().equals(cell.model());
            case ROUTE -> part.getValue().equals(cell.route());
            case STEP -> true;
        });
    }

    private void scan(Connection connection, Filter some, ErrorGroups groups) throws SQLException {
        var conditions = new Conditions(workspace, some).and("status = 'failed'");
        try (PreparedStatement scan =
                connection.prepareStatement("SELECT " + FailedRow.COLUMNS + " FROM execution WHERE " + conditions)) {
            conditions.bind(scan);
            try (ResultSet row = scan.executeQuery()) {
                while (row.next()) {
                    groups.add(FailedRow.read(row, 1));
                }
            }
        }
    }

    /** The newest of the group, or what such failures look like where that is gone. */
    private Failure example(PreparedStatement newest, PreparedStatement kind, ErrorGroups.Group group)
            throws SQLException {
        newest.setString(1, workspace.name());
        newest.setString(2, group.id());
        try (ResultSet row = newest.executeQuery()) {
            if (row.next() && row.getString(1).equals("failed")) {
                Failure failure = HeadlineRow.failure(row);
                if (failure.fingerprint().hex().equals(group.fingerprint)) {
                    return failure;
                }
            }
        }
        var failureClass = HeadlineRow.word(FailureClass.class, group.failureClass);
        var fingerprint = new Fingerprint(group.fingerprint);
        kind.setString(1, workspace.name());
        kind.setString(2, group.failureClass);
        kind.setString(3, group.fingerprint);
        try (ResultSet row = kind.executeQuery()) {
            return row.next()
                    ? new Failure(
                            failureClass,
                            HeadlineRow.word(Severity.class, row.getString(1)),
                            HeadlineRow.word(Transience.class, row.getString(2)),
                            row.getString(3),
                            row.getString(4),
                            fingerprint)
                    : new Failure(failureClass, Severity.MEDIUM, Transience.UNKNOWN, "", "", fingerprint);
        }
    }
}
