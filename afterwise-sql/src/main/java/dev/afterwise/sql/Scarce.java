package dev.afterwise.sql;

import dev.afterwise.Dimension;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.Workspace;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Segment;
import dev.afterwise.sql.SegmentEntries.Steps;
import dev.afterwise.store.Cursor;
import dev.afterwise.store.Filter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The newest executions that pass a filter for which there is no index, and which few may pass. Columns are looked at, all of them, which
 * takes a fraction of the time that rows would.
 *
 * @param after only what comes after this place in lists; null if all
 */
record Scarce(
        Connection connection,
        SegmentCache segments,
        Workspace workspace,
        @Nullable Cursor after) {
    /** Whether the database may have to look at far more rows than it finds, to find these. */
    static boolean maySuit(Filter filter) {
        Subject subject = filter.subject();
        return !filter.conditions().isEmpty()
                || subject.part(Dimension.MODEL).isPresent()
                || subject.part(Dimension.ROUTE).isPresent()
                || (subject.part(Dimension.TASK).isPresent()
                        && subject.part(Dimension.AGENT).isPresent())
                || (filter.statuses().size() < Status.values().length && !isOfRunning(filter));
    }

    /** Those that run are few, and have an index of their own. */
    private static boolean isOfRunning(Filter filter) {
        return filter.statuses().equals(Set.of(Status.RUNNING));
    }

    /**
     * In which microsecond the last of the newest so many began, of those for which there is an index and which these are among; empty if
     * there are not as many.
     */
    Optional<Long> newest(Filter filter, int many) throws SQLException {
        Subject subject = filter.subject();
        Subject indexed = subject.part(Dimension.TASK)
                .map(Subject::task)
                .or(() -> subject.part(Dimension.AGENT).map(it -> Subject.EVERYTHING.with(Dimension.AGENT, it)))
                .orElse(Subject.EVERYTHING);
        var conditions = new Conditions(workspace, Filter.of(indexed).with(filter.window()));
        if (after != null) {
            conditions.after(after);
        }
        try (PreparedStatement find = connection.prepareStatement("SELECT started_us FROM execution WHERE " + conditions
                + " ORDER BY started_us DESC, id DESC LIMIT 1 OFFSET ?")) {
            find.setInt(conditions.bind(find), many - 1);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    /**
     * The numbers of the newest so many, of all that began when the last of them did, and of all that began when the page does; empty
     * if there are no columns to look at.
     */
    Optional<List<Long>> numbers(Filter filter, int many) throws SQLException {
        var reading = new SegmentReading(connection, segments, workspace);
        Optional<List<SegmentReading.Part>> parts = reading.parts(filter.window(), Steps.LEFT_OUT);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        List<SegmentReading.Part> passing = parts.get().stream()
                .map(part -> new SegmentReading.Part(part.segment(), SegmentMatch.rows(filter, part)))
                .toList();
        long begin = after == null ? Long.MAX_VALUE : Micros.floor(after.startedAt());
        long oldest = oldest(passing, begin, many);
        var numbers = new ArrayList<Long>();
        for (SegmentReading.Part part : passing) {
            Segment segment = part.segment();
            Numbers started = segment.numbers(Quantity.STARTED_US);
            for (int row : part.rows()) {
                if (started.whole(row) >= oldest && started.whole(row) <= begin) {
                    numbers.add(segment.number(row));
                }
            }
        }
        return Optional.of(numbers);
    }

    /** When the last of the newest so many began, of those that began before the page does. */
    private static long oldest(List<SegmentReading.Part> passing, long begin, int many) {
        var newest = new PriorityQueue<Long>(many);
        for (SegmentReading.Part part : passing) {
            Numbers started = part.segment().numbers(Quantity.STARTED_US);
            for (int row : part.rows()) {
                long at = started.whole(row);
                if (at >= begin) {
                    continue;
                }
                if (newest.size() < many) {
                    newest.add(at);
                } else if (at > newest.element()) {
                    newest.remove();
                    newest.add(at);
                }
            }
        }
        return newest.size() < many ? Long.MIN_VALUE : newest.element();
    }
}
