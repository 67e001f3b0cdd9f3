package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Segment;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.sql.SegmentEntries.Steps;
import dev.afterwise.sql.SegmentTable.Piece;
import dev.afterwise.store.Window;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the executions of a window column by column, within one transaction: from segments what they hold as it stands now, and
 * what is pending from its rows.
 */
record SegmentReading(Connection connection, SegmentCache cache, Workspace workspace) {
    private static final int PIECE = 4_096;

    /** Some rows of a segment. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(Segment segment, int[] rows) {}

    /** In the first microsecond of the window. */
    static long from(Window window) {
        return window.from() == null ? Long.MIN_VALUE : Micros.ceiling(window.from());
    }

    /** In the first microsecond after the window; what is too far away to be told apart is in it. */
    static long until(Window window) {
        return window.until() == null ? Long.MAX_VALUE : Micros.ceiling(window.until());
    }

    /** Empty if segments can't be read, because they are still to be made, or one of them is damaged. */
    Optional<List<Part>> parts(Window window, Steps steps) throws SQLException {
        var table = new SegmentTable(connection, workspace);
        if (!table.isTrusted()) {
            return Optional.empty();
        }
        SortedMap<Long, @Nullable String> pending = pending();
        var parts = new ArrayList<Part>();
        for (Piece piece : table.within(window)) {
            Segment segment = cache.find(workspace, piece);
            if (segment == null) {
                try {
                    segment = table.load(piece);
                } catch (IllegalArgumentException damaged) {
                    return Optional.empty();
                }
                cache.keep(workspace, piece, segment);
            }
            BitSet stale = stale(segment, pending.subMap(piece.first(), piece.last() + 1));
            add(parts, segment, piece.isWithin(window) ? Window.ALL : window, stale);
        }
        if (!pending.isEmpty()) {
            var tail = new SegmentBuilder();
            new SegmentEntries(connection, workspace).of(pending, steps).forEach(tail::add);
            add(parts, tail.build(), window, new BitSet());
        }
        return Optional.of(parts);
    }

    /** All of them, from their rows. */
    List<Part> rows(Window window, Steps steps) throws SQLException {
        var parts = new ArrayList<Part>();
        var entries = new SegmentEntries(connection, workspace);
        var some = entries.after(Long.MIN_VALUE, PIECE, steps);
        while (!some.isEmpty()) {
            var made = new SegmentBuilder();
            some.forEach(made::add);
            add(parts, made.build(), window, new BitSet());
            some = entries.after(some.getLast().number(), PIECE, steps);
        }
        return parts;
    }

    private SortedMap<Long, @Nullable String> pending() throws SQLException {
        var pending = new TreeMap<Long, @Nullable String>();
        try (PreparedStatement find =
                connection.prepareStatement("SELECT seq, steps FROM pending WHERE workspace = ?")) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    pending.put(row.getLong(1), row.getString(2));
                }
            }
        }
        return pending;
    }

    /** The rows of these executions. */
    private static BitSet stale(Segment segment, SortedMap<Long, @Nullable String> pending) {
        var stale = new BitSet();
        for (long seq : pending.keySet()) {
            int low = 0;
            int high = segment.size() - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (segment.number(middle) < seq) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            if (segment.number(low) == seq) {
                stale.set(low);
            }
        }
        return stale;
    }

    private static void add(List<Part> parts, Segment segment, Window window, BitSet without) {
        Numbers started = segment.numbers(Quantity.STARTED_US);
        long from = from(window);
        long until = until(window);
        boolean isAll = window.equals(Window.ALL);
        int[] rows = new int[segment.size()];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            boolean isIn = isAll || (started.whole(row) >= from && started.whole(row) < until);
            if (isIn && !without.get(row)) {
                rows[count++] = row;
            }
        }
        parts.add(new Part(segment, Arrays.copyOf(rows, count)));
    }
}
