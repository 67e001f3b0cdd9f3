package dev.afterwise.sql.cube;

import dev.afterwise.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Packs cells into bytes. Used once, by one thread.
 *
 * <p>First the version, then all names that occur, then cell by cell: its four names and its status, how many there are,
 * what they spent, how many failed in which class, which recoveries they tried, and how many took how long. A bucket of the
 * histogram and its count share one number. Words stand for statuses and classes, so that constants may come and go; a
 * dictionary of its own makes each cube readable without any other.
 */
final class CubeWriter {
    static final int VERSION = 1;
    static final int BUCKET_BITS = 12;

    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Packed cells = new Packed();

    byte[] write(SortedMap<Cell, Sums> sums) {
        sums.forEach(this::write);
        var all = new Packed().number(VERSION).number(names.size());
        names.keySet().forEach(all::text);
        return all.append(cells).toBytes();
    }

    private void write(Cell cell, Sums sums) {
        for (int i = 0; i < Cell.NAMES; i++) {
            name(cell.name(i));
        }
        Status status = cell.status();
        name(status.word());
        cells.number(sums.outcomes[status.ordinal()]);
        for (long each : sums.spent) {
            cells.number(each);
        }
        failures(sums);
        recoveries(sums);
        int[] filled = {0};
        sums.took.forEach((bucket, count) -> filled[0]++);
        cells.number(filled[0]);
        sums.took.forEach((bucket, count) -> cells.number(count << BUCKET_BITS | bucket));
    }

    private void failures(Sums sums) {
        long[] failures = sums.failures;
        int filled = 0;
        for (int i = 0; failures != null && i < failures.length; i++) {
            filled += failures[i] == 0 ? 0 : 1;
        }
        cells.number(filled);
        for (int i = 0; failures != null && i < failures.length; i++) {
            if (failures[i] != 0) {
                name(Sums.CLASSES[i].label());
                cells.number(failures[i]);
            }
        }
    }

    private void recoveries(Sums sums) {
        cells.number(sums.recoveries.values().stream().filter(tally -> tally[0] != 0).count());
        sums.recoveries.forEach((strategy, tally) -> {
            if (tally[0] != 0) {
                name(strategy);
                cells.number(tally[0]).number(tally[1]);
            }
        });
    }

    private void name(String name) {
        cells.number(names.computeIfAbsent(name, ignored -> names.size()));
    }
}
