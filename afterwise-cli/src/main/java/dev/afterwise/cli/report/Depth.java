package dev.afterwise.cli.report;

import dev.afterwise.ErrorBook;
import dev.afterwise.Subject;
import dev.afterwise.cli.insight.Examined;
import dev.afterwise.learn.change.Degradations;
import dev.afterwise.learn.change.Shift;
import dev.afterwise.learn.errors.ErrorReport;
import dev.afterwise.learn.errors.ErrorScope;
import dev.afterwise.learn.health.Checkup;
import dev.afterwise.learn.health.Limits;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.patterns.Patterns;
import dev.afterwise.segment.Columns;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Period;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a detailed report says more.
 *
 * @param checkup of the report's own days, against as many before
 * @param shifts levels of success, duration and cost that shifted within these days, oldest first; empty if there are too many
 *     executions to look for them
 * @param errors of these days, ranked by what they wasted
 * @param hours what began in each hour
 * @param patterns the surest first; empty as above
 */
record Depth(
        Checkup checkup,
        Optional<List<Shift>> shifts,
        ErrorReport errors,
        List<Bucket> hours,
        Optional<List<Pattern>> patterns) {
    /** Of more executions, looking for patterns and shifts would take too long for a report. */
    private static final int MOST_LOOKED_THROUGH = 400_000;

    Depth {
        hours = List.copyOf(hours);
    }

    static Optional<Depth> of(WorkspaceStore store, Scope scope) {
        Columns columns = store.segments().scan(scope.filter().window());
        Optional<List<Shift>> shifts = columns.size() > MOST_LOOKED_THROUGH
                ? Optional.empty()
                : Optional.of(Degradations.of(columns, ZoneOffset.UTC).shifts());
        return Examined.of(store, Optional.empty(), scope.days(), scope.days(), scope.madeAt(), ignored -> shifts)
                .map(examined -> of(store, scope, examined, columns));
    }

    private static Depth of(WorkspaceStore store, Scope scope, Examined examined, Columns columns) {
        Window window = scope.filter().window();
        Optional<List<Shift>> shifts = examined.shifts()
                .map(all -> all.stream()
                        .sorted(Comparator.comparing(each -> each.when().at()))
                        .toList());
        return new Depth(
                Checkup.of(examined.vitals(), Limits.USUAL),
                shifts,
                ErrorBook.of(store).report(new ErrorScope(Subject.EVERYTHING, window)),
                store.history().series(scope.filter(), Period.HOUR),
                columns.size() > MOST_LOOKED_THROUGH
                        ? Optional.empty()
                        : Optional.of(Patterns.in(columns, ZoneOffset.UTC).patterns()));
    }

    List<Mark> marks() {
        return shifts.stream()
                .flatMap(List::stream)
                .map(each -> new Mark(each.when().at(), each.isWorse() ? Mark.WORSE : Mark.BETTER, each.because()))
                .toList();
    }
}
