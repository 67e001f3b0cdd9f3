package dev.afterwise.cli.report;

import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.Headline;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** One pass over the executions of a window, column by column, for what no summary holds. For one thread. */
final class Scan {
    private static final int MOST_LISTED = 5;

    /** What one kind of failure has in common. */
    record Kind(String failureClass, String fingerprint) {
        static Kind of(Failure failure) {
            return new Kind(
                    failure.failureClass().label(), failure.fingerprint().hex());
        }
    }

    /** A row, and what it is ordered by. */
    private record Row(long by, long number) {}

    /** The greatest of many rows. */
    private static final class Top {
        private final PriorityQueue<Row> rows = new PriorityQueue<>(Comparator.comparingLong(Row::by));
        private final int most;

        Top(int most) {
            this.most = most;
        }

        void add(long by, long number) {
            if (rows.size() < most) {
                rows.add(new Row(by, number));
            } else if (most > 0 && rows.element().by < by) {
                rows.remove();
                rows.add(new Row(by, number));
            }
        }

        List<Long> greatestFirst() {
            return rows.stream()
                    .sorted(Comparator.comparingLong(Row::by).reversed().thenComparingLong(Row::number))
                    .map(Row::number)
                    .toList();
        }
    }

    /** What is kept of one task. */
    private static final class OfTask {
        private final Top slowest = new Top(MOST_LISTED);
        private final Top failed = new Top(MOST_LISTED);
        private final Top newest;

        OfTask(int most) {
            newest = new Top(most);
        }

        void add(Columns columns, int row, long at, Numbers took) {
            long number = columns.number(row);
            newest.add(at, number);
            if (took.has(row)) {
                slowest.add(took.whole(row), number);
            }
        }
    }

    private final WorkspaceStore store;
    private final Map<Kind, List<Instant>> failures = new HashMap<>();
    private final Map<String, OfTask> tasks = new HashMap<>();
    private final Top troubled;
    private long countOfTroubled;

    private Scan(WorkspaceStore store, int most) {
        this.store = store;
        this.troubled = new Top(most);
    }

    /**
     * Looks at all of a window.
     *
     * @param most how many are worth looking into, of those that failed or recovered, and of each task
     * @param detail in a brief report, of what happened within tasks nothing is kept
     */
    static Scan of(WorkspaceStore store, Window window, int most, Detail detail) {
        var scan = new Scan(store, most);
        scan.pass(store.segments().scan(window), most, detail == Detail.DETAILED);
        return scan;
    }

    private void pass(Columns columns, int most, boolean isDetailed) {
        Codes<String> task = columns.labels(Trait.TASK);
        Codes<String> failureClass = columns.labels(Trait.FAILURE_CLASS);
        Codes<String> fingerprint = columns.labels(Trait.FINGERPRINT);
        Numbers started = columns.numbers(Quantity.STARTED_US);
        Numbers took = columns.numbers(Quantity.TOOK_US);
        Codes<?> recoveries = columns.recoveries();
        List<OfTask> byCode = new ArrayList<>();
        for (String name : task.values()) {
            byCode.add(tasks.computeIfAbsent(name, each -> new OfTask(most)));
        }
        for (int row = 0; row < columns.size(); row++) {
            boolean isFailed = failureClass.code(row) != Codes.NONE;
            boolean isTroubled = isFailed || recoveries.code(row) != Codes.NONE;
            if (!isDetailed && !isTroubled) {
                continue;
            }
            long at = started.whole(row);
            if (isDetailed) {
                byCode.get(task.code(row)).add(columns, row, at, took);
            }
            if (isTroubled) {
                countOfTroubled++;
                troubled.add(at, columns.number(row));
            }
            if (isFailed) {
                byCode.get(task.code(row)).failed.add(at, columns.number(row));
                failures.computeIfAbsent(
                                new Kind(
                                        failureClass.values().get(failureClass.code(row)),
                                        String.valueOf(fingerprint.at(row))),
                                kind -> new ArrayList<>())
                        .add(Instant.EPOCH.plus(at, ChronoUnit.MICROS));
            }
        }
    }

    /** How often this kind of failure was seen in each slot. */
    List<Double> perSlot(Kind kind, Course course) {
        var counts = new double[course.slots().size()];
        for (Instant at : failures.getOrDefault(kind, List.of())) {
            int slot = course.slot(at);
            if (slot >= 0 && slot < counts.length) {
                counts[slot]++;
            }
        }
        List<Double> perSlot = new ArrayList<>();
        for (double count : counts) {
            perSlot.add(count);
        }
        return perSlot;
    }

    /** The newest executions that failed, or in which something was recovered. */
    List<ExecutionId> troubled() {
        return ids(troubled);
    }

    long countOfTroubled() {
        return countOfTroubled;
    }

    List<ExecutionId> newest(String task) {
        return ids(of(task).newest);
    }

    List<Headline> slowest(String task) {
        return headlines(of(task).slowest);
    }

    List<Headline> failed(String task) {
        return headlines(of(task).failed);
    }

    private OfTask of(String task) {
        return tasks.getOrDefault(task, new OfTask(0));
    }

    private List<ExecutionId> ids(Top top) {
        List<Long> numbers = top.greatestFirst();
        Map<Long, ExecutionId> ids = store.segments().ids(numbers);
        return numbers.stream()
                .flatMap(number -> Stream.ofNullable(ids.get(number)))
                .toList();
    }

    private List<Headline> headlines(Top top) {
        return ids(top).stream()
                .flatMap(id -> store.history().execution(id).stream())
                .map(Execution::headline)
                .toList();
    }
}
