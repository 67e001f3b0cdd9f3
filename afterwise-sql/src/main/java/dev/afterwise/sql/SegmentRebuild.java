package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.Segment;
import dev.afterwise.segment.StepNames;
import dev.afterwise.sql.SegmentEntries.Steps;
import dev.afterwise.sql.SegmentTable.Piece;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the segments of a workspace again from its executions, a piece at a time, so that no writer waits for long. Nobody reads them
 * meanwhile. Where details were pruned, the names of steps are taken over from what was there before.
 */
record SegmentRebuild(Database database, Workspace workspace) {
    private static final int PIECE = 500;

    /** Makes those that are still to be made, or were found to be damaged. */
    static void ifDue(Database database) {
        List<Workspace> due = database.read(SegmentRebuild::due);
        due.forEach(each -> new SegmentRebuild(database, each).all());
    }

    private static List<Workspace> due(Connection connection) throws SQLException {
        var due = new ArrayList<Workspace>();
        try (PreparedStatement find = connection.prepareStatement("SELECT workspace FROM unsegmented");
                ResultSet row = find.executeQuery()) {
            while (row.next()) {
                due.add(new Workspace(row.getString(1)));
            }
        }
        return due;
    }

    void all() {
        List<Piece> damaged = database.read(this::damaged);
        database.write(connection -> {
            var table = new SegmentTable(connection, workspace);
            for (Piece each : damaged) {
                table.delete(each);
            }
            table.distrust();
            return null;
        });
        long done = Long.MIN_VALUE;
        while (done < Long.MAX_VALUE) {
            long after = done;
            done = database.write(connection -> piece(connection, after));
        }
    }

    private List<Piece> damaged(Connection connection) throws SQLException {
        var damaged = new ArrayList<Piece>();
        var table = new SegmentTable(connection, workspace);
        for (Piece piece : table.all()) {
            try {
                table.load(piece);
            } catch (IllegalArgumentException e) {
                damaged.add(piece);
            }
        }
        return damaged;
    }

    /** The last number of the piece; the greatest there is if it was the last one. */
    private long piece(Connection connection, long after) throws SQLException {
        List<Entry> entries = new SegmentEntries(connection, workspace).after(after, PIECE, Steps.WANTED);
        boolean isLast = entries.size() < PIECE;
        long last = isLast ? Long.MAX_VALUE : entries.getLast().number();
        Map<Long, @Nullable StepNames> before = before(connection, after, last);
        List<Entry> known = entries.stream()
                .map(each -> each.steps() == null
                        ? new Entry(each.number(), each.headline(), before.get(each.number()))
                        : each)
                .toList();
        SegmentFold.replace(connection, workspace, before.keySet(), known);
        if (isLast) {
            new SegmentTable(connection, workspace).trust();
        }
        return last;
    }

    /** The names of the steps that segments hold after a number and up to another. */
    private Map<Long, @Nullable StepNames> before(Connection connection, long after, long last) throws SQLException {
        var names = new HashMap<Long, @Nullable StepNames>();
        var table = new SegmentTable(connection, workspace);
        for (Piece piece : table.from(after)) {
            if (piece.first() > last) {
                break;
            }
            Segment segment = table.load(piece);
            for (int row = 0; row < segment.size(); row++) {
                long number = segment.number(row);
                if (number > after && number <= last) {
                    names.put(number, segment.names(row));
                }
            }
        }
        return names;
    }
}
