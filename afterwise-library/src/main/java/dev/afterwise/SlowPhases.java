package dev.afterwise;

import dev.afterwise.learn.phases.PhaseReport;
import dev.afterwise.learn.phases.PhaseStudy;
import dev.afterwise.learn.phases.StepSlice;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a workspace's executions goes. The last four weeks up to the newest execution are looked at, or all of a shorter
 * history; the last quarter of that is the recent past, and the rest the norm.
 */
public final class SlowPhases {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(28);
    private static final int SLICES = 28;
    private static final int RECENT = 7;
    private static final int SAMPLE = 500;

    private SlowPhases() {}

    /**
     * Where it goes in executions that began within a window.
     *
     * @param task only in this kind of work; null in all
     */
    public static PhaseReport of(WorkspaceStore workspace, @Nullable String task, Window window) {
        History history = workspace.history();
        Filter filter = Filter.of(task == null ? Subject.EVERYTHING : Subject.task(task))
                .with(EnumSet.of(Status.SUCCEEDED, Status.FAILED));
        Optional<Instant> newest = history.find(new Query(filter.with(window), null, 1)).items().stream()
                .map(Headline::startedAt)
                .findFirst();
        if (newest.isEmpty()) {
            return new PhaseReport(List.of(), List.of(), List.of(), 0, null);
        }
        Instant until = newest.get().plusNanos(1_000);
        Instant from = until.minus(LONGEST);
        if (window.from() != null && window.from().isAfter(from)) {
            from = window.from();
        }
        Columns columns = workspace.segments().scan(new Window(from, until));
        List<Window> windows = slices(oldest(columns, from), until);
        // With a filter by status, steps would be added up one by one.
        Filter every = filter.with(EnumSet.allOf(Status.class));
        List<StepSlice> slices = windows.stream()
                .map(each -> new StepSlice(start(each), history.steps(every.with(each))))
                .toList();
        PhaseReport report = PhaseStudy.of(
                slices,
                start(windows.get(SLICES - RECENT)),
                sample(history, filter.with(new Window(from, until))),
                columns);
        return task == null ? report : only(task, report);
    }

    private static Instant oldest(Columns columns, Instant none) {
        Numbers started = columns.numbers(Quantity.STARTED_US);
        long oldest = IntStream.range(0, columns.size())
                .mapToLong(started::whole)
                .min()
                .orElse(Long.MAX_VALUE);
        return oldest == Long.MAX_VALUE ? none : Instant.EPOCH.plus(oldest, ChronoUnit.MICROS);
    }

    /** Windows of equal length; of whole hours, unless that is too long, since whole hours are added up already. */
    private static List<Window> slices(Instant from, Instant until) {
        Duration slice = Duration.between(from, until).dividedBy(SLICES).plusNanos(1_000);
        Instant end = until;
        if (slice.compareTo(HOUR) >= 0) {
            slice = slice.truncatedTo(ChronoUnit.HOURS).plus(HOUR);
            end = until.truncatedTo(ChronoUnit.HOURS).plus(HOUR);
        } else {
            slice = slice.truncatedTo(ChronoUnit.MICROS);
        }
        var windows = new ArrayList<Window>();
        for (int i = SLICES; i > 0; i--) {
            windows.add(new Window(end.minus(slice.multipliedBy(i)), end.minus(slice.multipliedBy(i - 1))));
        }
        return windows;
    }

    private static Instant start(Window slice) {
        return Objects.requireNonNull(slice.from());
    }

    private static List<Execution> sample(History history, Filter filter) {
        return history.find(new Query(filter, null, SAMPLE)).items().stream()
                .flatMap(each -> history.execution(each.id()).stream())
                .filter(each -> each.remains() == Remains.EVERYTHING)
                .toList();
    }

    private static PhaseReport only(String task, PhaseReport report) {
        return new PhaseReport(
                report.phases(),
                report.bottlenecks(),
                report.orders().stream()
                        .filter(each -> each.task().equals(task))
                        .toList(),
                report.sampled(),
                report.recentFrom());
    }
}
