package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.segment.Segment;
import dev.afterwise.sql.SegmentTable.Piece;
import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The segments that were read lately, for as long as there is memory to spare. A row's id says what it holds, for rows are only
 * replaced, so nothing here is ever out of date. Safe for use by many threads.
 */
final class SegmentCache {
    private final ConcurrentHashMap<Key, Kept> segments = new ConcurrentHashMap<>();

    private record Key(Workspace workspace, long first) {}

    private record Kept(long id, SoftReference<Segment> segment) {}

    @Nullable
    Segment find(Workspace workspace, Piece piece) {
        Kept kept = segments.get(new Key(workspace, piece.first()));
        return kept == null || kept.id != piece.id() ? null : kept.segment.get();
    }

    void keep(Workspace workspace, Piece piece, Segment segment) {
        segments.put(new Key(workspace, piece.first()), new Kept(piece.id(), new SoftReference<>(segment)));
    }
}
