package dev.afterwise.sql;

import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.Status;
import dev.afterwise.Tally;
import dev.afterwise.Usage;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Segment;
import dev.afterwise.segment.Trait;
import dev.afterwise.sql.cube.Admission;
import dev.afterwise.sql.cube.Cell;
import dev.afterwise.sql.cube.Sums;
import dev.afterwise.sql.cube.Tabulation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Adds up rows of one segment, some tens of nanoseconds for one. For one thread. */
final class SegmentTotals {
    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final List<Trait> CELL = List.of(Trait.TASK, Trait.AGENT, Trait.MODEL, Trait.ROUTE);

    private final List<Codes<String>> cell;
    private final Codes<String> statuses;
    private final List<Status> statusOf;
    private final Codes<String> classes;
    private final List<FailureClass> classOf;
    private final Numbers started;
    private final Numbers took;
    private final Numbers[] spent;
    private final Codes<SortedMap<String, Tally>> recoveries;
    private final Admission admission;
    private final IdentityHashMap<Tabulation, Map<Long, Sums>> groups = new IdentityHashMap<>();

    SegmentTotals(Segment segment, Admission admission) {
        this.admission = admission;
        this.cell = CELL.stream().map(segment::labels).toList();
        this.statuses = segment.labels(Trait.STATUS);
        this.statusOf = each(statuses, word -> HeadlineRow.word(Status.class, word));
        this.classes = segment.labels(Trait.FAILURE_CLASS);
        this.classOf = each(classes, label -> HeadlineRow.word(FailureClass.class, label));
        this.started = segment.numbers(Quantity.STARTED_US);
        this.took = segment.numbers(Quantity.TOOK_US);
        this.spent = new Numbers[] {
            segment.numbers(Quantity.INPUT_TOKENS),
            segment.numbers(Quantity.OUTPUT_TOKENS),
            segment.numbers(Quantity.CACHED_TOKENS),
            segment.numbers(Quantity.COST_MICROS),
            segment.numbers(Quantity.API_CALLS)
        };
        this.recoveries = segment.recoveries();
    }

    private static <T> List<T> each(Codes<String> labels, Function<String, T> meaning) {
        return labels.values().stream().map(meaning).toList();
    }

    /** @param tables where what began in an hour is added */
    void add(int[] rows, LongFunction<Tabulation> tables) {
        for (int row : rows) {
            long hour = Math.floorDiv(started.whole(row), MICROS_PER_HOUR);
            Sums sums = group(tables.apply(hour), row);
            int failure = classes.code(row);
            sums.add(
                    statusOf.get(statuses.code(row)),
                    failure == Codes.NONE ? null : classOf.get(failure),
                    took.has(row) ? Duration.of(took.whole(row), ChronoUnit.MICROS) : null,
                    usage(row),
                    tried(row));
        }
    }

    private Usage usage(int row) {
        return new Usage(
                spent[0].whole(row),
                spent[1].whole(row),
                spent[2].whole(row),
                new Money(spent[3].whole(row)),
                spent[4].whole(row));
    }

    private SortedMap<String, Tally> tried(int row) {
        SortedMap<String, Tally> tried = recoveries.at(row);
        return tried == null ? Collections.emptySortedMap() : tried;
    }

    private Sums group(Tabulation table, int row) {
        long code = 0;
        for (int each : table.by()) {
            Codes<String> labels = cell.get(each);
            code = code * (labels.values().size() + 1) + labels.code(row) + 1;
        }
        Map<Long, Sums> its = groups.computeIfAbsent(table, ignored -> new HashMap<>());
        Sums known = its.get(code);
        if (known == null) {
            known = table.group(admission.execution(new Cell(
                    label(0, row), label(1, row), label(2, row), label(3, row), statusOf.get(statuses.code(row)))));
            its.put(code, known);
        }
        return known;
    }

    private String label(int index, int row) {
        String label = cell.get(index).at(row);
        return label == null ? "" : label;
    }
}
