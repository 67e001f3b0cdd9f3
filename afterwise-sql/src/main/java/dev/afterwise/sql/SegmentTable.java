package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Segment;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.store.Window;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows that hold the segments of a workspace, within one transaction. */
record SegmentTable(Connection connection, Workspace workspace) {
    private static final String COLUMNS =
            "SELECT id, first_seq, last_seq, size, from_us, until_us FROM segment WHERE workspace = ?";

    /**
     * What a row says of its segment.
     *
     * @param from in which microsecond the first of its executions began, and {@code until} the last
     */
    record Piece(long id, long first, long last, int size, long from, long until) {
        static Piece of(ResultSet row) throws SQLException {
            return new Piece(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4), row.getLong(5), row.getLong(6));
        }

        /** Whether all of them began within the window. */
        boolean isWithin(Window window) {
            return from >= SegmentReading.from(window) && until < SegmentReading.until(window);
        }
    }

    /** All there are, in their order. */
    List<Piece> all() throws SQLException {
        return from(Long.MIN_VALUE);
    }

    /** The one in which an execution with this number is, if it is in any, and those after it. */
    List<Piece> from(long seq) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(COLUMNS + """
                 AND first_seq >= coalesce(
                    (SELECT max(first_seq) FROM segment WHERE workspace = ? AND first_seq <= ?), ?)
                ORDER BY first_seq""")) {
            find.setString(1, workspace.name());
            find.setString(2, workspace.name());
            find.setLong(3, seq);
            find.setLong(4, Long.MIN_VALUE);
            return pieces(find);
        }
    }

    /** Those in which an execution may have begun within the window. */
    List<Piece> within(Window window) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement(COLUMNS + " AND until_us >= ? AND from_us < ? ORDER BY first_seq")) {
            find.setString(1, workspace.name());
            find.setLong(2, SegmentReading.from(window));
            find.setLong(3, SegmentReading.until(window));
            return pieces(find);
        }
    }

    private static List<Piece> pieces(PreparedStatement find) throws SQLException {
        var pieces = new ArrayList<Piece>();
        try (ResultSet row = find.executeQuery()) {
            while (row.next()) {
                pieces.add(Piece.of(row));
            }
        }
        return pieces;
    }

    /** @throws IllegalArgumentException if it is damaged */
    Segment load(Piece piece) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("SELECT body FROM segment WHERE id = ?")) {
            find.setLong(1, piece.id());
            try (ResultSet row = find.executeQuery()) {
                row.next();
                Segment segment = Segment.of(row.getBytes(1));
                if (segment.size() != piece.size()) {
                    throw new IllegalArgumentException("A segment must have %d executions, but this has (%d)."
                            .formatted(piece.size(), segment.size()));
                }
                return segment;
            }
        }
    }

    /** @param made in ascending order of their numbers; nothing is written if there are none */
    void insert(SegmentBuilder made) throws SQLException {
        if (made.size() == 0) {
            return;
        }
        byte[] body = made.encode();
        Segment segment = Segment.of(body);
        var started = segment.numbers(Quantity.STARTED_US);
        long from = Long.MAX_VALUE;
        long until = Long.MIN_VALUE;
        for (int row = 0; row < segment.size(); row++) {
            from = Math.min(from, started.whole(row));
            until = Math.max(until, started.whole(row));
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO segment (workspace, first_seq, last_seq, from_us, until_us, size, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, workspace.name());
            insert.setLong(2, segment.number(0));
            insert.setLong(3, segment.number(segment.size() - 1));
            insert.setLong(4, from);
            insert.setLong(5, until);
            insert.setInt(6, segment.size());
            insert.setBytes(7, body);
            insert.executeUpdate();
        }
    }

    void delete(Piece piece) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM segment WHERE id = ?")) {
            delete.setLong(1, piece.id());
            delete.executeUpdate();
        }
    }

    /** Says that nobody may read them until they are made anew. */
    void distrust() throws SQLException {
        update("INSERT OR IGNORE INTO unsegmented (workspace) VALUES (?)");
    }

    /** Says that they are what the executions are. */
    void trust() throws SQLException {
        update("DELETE FROM unsegmented WHERE workspace = ?");
    }

    private void update(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, workspace.name());
            statement.executeUpdate();
        }
    }

    /** Whether they may be read. */
    boolean isTrusted() throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("SELECT 1 FROM unsegmented WHERE workspace = ?")) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                return !row.next();
            }
        }
    }
}
