package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.Segment;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.sql.SegmentTable.Piece;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings the segments of a workspace up to what its executions are, like the leaves of a tree: they divide the numbers of
 * executions among them, and each that something changes in is written again. What is new mostly comes after all else, so it is
 * the last that grows, until it is large enough for another to begin. Within one transaction of one thread.
 */
final class SegmentFold {
    /** A segment that has so many executions grows no more by what comes after it. */
    private static final int LARGE = 1_000;

    /** How many executions a segment has at most. */
    private static final int MOST = 4_096;

    private final SegmentTable table;
    private final SortedMap<Long, Entry> present;
    private final NavigableSet<Long> changed = new TreeSet<>();

    private SegmentFold(SegmentTable table, Iterable<Long> gone, Iterable<Entry> present) {
        this.table = table;
        this.present = new TreeMap<>();
        gone.forEach(changed::add);
        present.forEach(entry -> {
            this.present.put(entry.number(), entry);
            changed.add(entry.number());
        });
    }

    /** Puts these into segments, in place of what there may be of them. */
    static void put(Connection connection, Workspace workspace, Iterable<Entry> entries) throws SQLException {
        replace(connection, workspace, List.of(), entries);
    }

    /** Puts some into segments, and takes others out. */
    static void replace(Connection connection, Workspace workspace, Iterable<Long> gone, Iterable<Entry> entries)
            throws SQLException {
        new SegmentFold(new SegmentTable(connection, workspace), gone, entries).write();
    }

    private void write() throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        List<Piece> pieces = table.from(changed.first());
        if (pieces.isEmpty()) {
            merge(List.of(), present);
            return;
        }
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            long from = i == 0 ? Long.MIN_VALUE : piece.first();
            boolean isLast = i == pieces.size() - 1;
            long until = isLast ? Long.MAX_VALUE : pieces.get(i + 1).first();
            NavigableSet<Long> its = changed.subSet(from, true, until, false);
            if (!its.isEmpty()) {
                write(piece, its, present.subMap(from, until));
            }
        }
    }

    private void write(Piece piece, NavigableSet<Long> its, SortedMap<Long, Entry> entries) throws SQLException {
        if (its.first() > piece.last() && piece.size() >= LARGE) {
            merge(List.of(), entries);
            return;
        }
        List<Kept> kept = kept(piece, its);
        table.delete(piece);
        merge(kept, entries);
    }

    /** A row that stays as it is. */
    private record Kept(Segment segment, int row) {
        long number() {
            return segment.number(row);
        }
    }

    /** The rows that nothing changes; none of a damaged segment, which must be made anew. */
    private List<Kept> kept(Piece piece, NavigableSet<Long> its) throws SQLException {
        var kept = new ArrayList<Kept>(piece.size());
        try {
            Segment segment = table.load(piece);
            for (int row = 0; row < segment.size(); row++) {
                if (!its.contains(segment.number(row))) {
                    kept.add(new Kept(segment, row));
                }
            }
        } catch (IllegalArgumentException damaged) {
            table.distrust();
            kept.clear();
        }
        return kept;
    }

    /** Writes both in the order of their numbers, into one segment or as many of equal size as it takes. */
    private void merge(List<Kept> kept, SortedMap<Long, Entry> entries) throws SQLException {
        int size = kept.size() + entries.size();
        int parts = (size + MOST - 1) / MOST;
        Iterator<Kept> rows = kept.iterator();
        Iterator<Entry> added = entries.values().iterator();
        Kept row = next(rows);
        Entry entry = next(added);
        int written = 0;
        for (int part = 1; part <= parts; part++) {
            var made = new SegmentBuilder();
            for (int end = (int) ((long) size * part / parts); written < end; written++) {
                if (entry == null || (row != null && row.number() < entry.number())) {
                    Kept stays = Objects.requireNonNull(row);
                    made.add(stays.segment(), stays.row());
                    row = next(rows);
                } else {
                    made.add(entry);
                    entry = next(added);
                }
            }
            table.insert(made);
        }
    }

    private static <T> @Nullable T next(Iterator<T> rest) {
        return rest.hasNext() ? rest.next() : null;
    }
}
