package dev.afterwise.sql.cube;

import dev.afterwise.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs cells into bytes. Used once, by one thread.
 *
 * <p>First the version, then all names that occur, then cell by cell: its four names and its status, how many there are,
 * what they spent, how many failed in which class, which recoveries they tried, and how many took how long. A bucket of the
 * histogram and its count share one number. Words stand for statuses and classes, so that constants may come and go; a
 * dictionary of its own makes each cube readable without any other.
 */
@SuppressWarnings("EnumOrdinal") // indices of arrays in memory; what is stored are words
final class CubeWriter {
    static final int VERSION = 1;
    static final int BUCKET_BITS = 12;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Packed cells = new Packed();

    /** @param sums in the order in which they are to stand */
    byte[] write(List<Map.Entry<Cell, Sums>> sums) {
        sums.forEach(each -> write(each.getKey(), each.getValue()));
        var all = new Packed().number(VERSION).number(names.size());
        names.forEach(all::text);
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
        cells.number(sums.took.filled());
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
        int filled = 0;
        for (long[] tally : sums.recoveries.values()) {
            filled += tally[0] == 0 ? 0 : 1;
        }
        cells.number(filled);
        sums.recoveries.forEach((strategy, tally) -> {
            if (tally[0] != 0) {
                name(strategy);
                cells.number(tally[0]).number(tally[1]);
            }
        });
    }

    private void name(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            number = names.size();
            numbers.put(name, number);
            names.add(name);
        }
        cells.number(number);
    }
}
