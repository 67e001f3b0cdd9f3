package dev.afterwise.learn.patterns;

import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Scan;
import dev.afterwise.segment.Trait;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The more frequent tasks of a history. */
final class Tasks {
    private static final int MOST = 10;
    private static final int FEWEST = 200;

    /** Of all of them together, the newest. */
    private static final int MOST_EXECUTIONS = 100_000;

    private Tasks() {}

    /** The executions of each, the most frequent first; nothing where there is only one task. */
    static Map<String, Columns> of(Columns columns) {
        Codes<String> tasks = columns.labels(Trait.TASK);
        int[] counts = new int[tasks.values().size()];
        for (int row = 0; row < columns.size(); row++) {
            if (tasks.code(row) != Codes.NONE) {
                counts[tasks.code(row)]++;
            }
        }
        if (Arrays.stream(counts).filter(count -> count > 0).count() < 2) {
            return Map.of();
        }
        List<Integer> frequent = IntStream.range(0, counts.length)
                .filter(code -> counts[code] >= FEWEST)
                .boxed()
                .sorted(Comparator.comparingInt((Integer code) -> counts[code]).reversed())
                .limit(MOST)
                .toList();
        Map<String, Columns> parts = new LinkedHashMap<>();
        for (int code : frequent) {
            int[] rows = IntStream.range(0, columns.size())
                    .filter(row -> tasks.code(row) == code)
                    .toArray();
            parts.put(
                    tasks.values().get(code),
                    new Scan.Builder()
                            .add(columns, newest(columns, rows, MOST_EXECUTIONS / frequent.size()))
                            .build());
        }
        return parts;
    }

    private static int[] newest(Columns columns, int[] rows, int most) {
        if (rows.length <= most) {
            return rows;
        }
        Numbers started = columns.numbers(Quantity.STARTED_US);
        long since = Arrays.stream(rows)
                .mapToLong(started::whole)
                .sorted()
                .skip((long) rows.length - most)
                .findFirst()
                .orElseThrow();
        return Arrays.stream(rows).filter(row -> started.whole(row) >= since).toArray();
    }
}
