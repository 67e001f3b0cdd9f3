package dev.afterwise.sql;

import dev.afterwise.sql.FailedRow.ErrorCell;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The failures of one day, counted. For one thread. */
final class ErrorDay {
    static final long DAY_US = TimeUnit.DAYS.toMicros(1);

    /** @param lastId of the failure that began last; the greatest id, if several did */
    record Seen(long count, long firstUs, long lastUs, String lastId) {
        static Seen of(FailedRow row) {
            return new Seen(1, row.startedUs(), row.startedUs(), row.id());
        }

        Seen and(Seen other) {
            boolean later = other.lastUs > lastUs || (other.lastUs == lastUs && other.lastId.compareTo(lastId) > 0);
            return new Seen(
                    count + other.count,
                    Math.min(firstUs, other.firstUs),
                    later ? other.lastUs : lastUs,
                    later ? other.lastId : lastId);
        }
    }

    private final Map<ErrorCell, Seen> cells = new HashMap<>();

    void add(FailedRow row) {
        add(row.cell(), Seen.of(row));
    }

    void add(ErrorCell cell, Seen seen) {
        cells.merge(cell, seen, Seen::and);
    }

    /** Takes one back. Says whether it was the first or the last of its cell, so that another one is now. */
    boolean remove(FailedRow row) {
        Seen seen = cells.get(row.cell());
        if (seen == null) {
            return false;
        }
        if (seen.count() <= 1) {
            cells.remove(row.cell());
            return false;
        }
        cells.put(row.cell(), new Seen(seen.count() - 1, seen.firstUs(), seen.lastUs(), seen.lastId()));
        return row.startedUs() == seen.firstUs() || row.id().equals(seen.lastId());
    }

    /** Corrects when the first and the last of a cell began. */
    void correct(ErrorCell cell, long firstUs, long lastUs, String lastId) {
        cells.computeIfPresent(cell, (same, seen) -> new Seen(seen.count(), firstUs, lastUs, lastId));
    }

    Map<ErrorCell, Seen> cells() {
        return Collections.unmodifiableMap(cells);
    }
}
