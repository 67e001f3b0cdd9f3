package dev.afterwise.sql;

import dev.afterwise.store.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole hours within a window, and what is left of it at both ends.
 *
 * @param first the first whole hour, since 1970
 * @param end the first hour that is not whole or not within the window
 * @param edges what is left: at most two windows of less than an hour, or one of less than two
 */
record HourSpan(long first, long end, List<Window> edges) {
    private static final long SECONDS = 3_600;

    /** Further from 1970 than any hour that a row can be of. */
    private static final long FAR = 1L << 40;

    static HourSpan of(Window window) {
        Instant from = window.from();
        Instant until = window.until();
        long first = from == null ? -FAR : ceiling(from);
        long end = until == null ? FAR : Math.floorDiv(until.getEpochSecond(), SECONDS);
        if (first >= end) {
            return new HourSpan(0, 0, List.of(window));
        }
        var edges = new ArrayList<Window>();
        if (from != null && start(first).isAfter(from)) {
            edges.add(new Window(from, start(first)));
        }
        if (until != null && start(end).isBefore(until)) {
            edges.add(new Window(start(end), until));
        }
        return new HourSpan(first, end, List.copyOf(edges));
    }

    private static long ceiling(Instant at) {
        long floor = Math.floorDiv(at.getEpochSecond(), SECONDS);
        return start(floor).isBefore(at) ? floor + 1 : floor;
    }

    /** When an hour begins. */
    static Instant start(long hour) {
        return Instant.ofEpochSecond(hour * SECONDS);
    }

    boolean holds(long hour) {
        return first <= hour && hour < end;
    }

    /** The first day all of whose hours are in it. */
    long firstDay() {
        return -Math.floorDiv(-first, CubeTable.DAY);
    }

    /** The first day after that which is not whole. */
    long endDay() {
        return Math.max(firstDay(), Math.floorDiv(end, CubeTable.DAY));
    }
}
