package dev.afterwise.cli.insight;

import dev.afterwise.BreakerState;
import dev.afterwise.Dimension;
import dev.afterwise.GuardMemory;
import dev.afterwise.Samples;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.cli.history.When;
import dev.afterwise.learn.Trends;
import dev.afterwise.learn.change.Aspect;
import dev.afterwise.learn.change.Degradations;
import dev.afterwise.learn.change.Shift;
import dev.afterwise.learn.health.Resources;
import dev.afterwise.learn.health.Setback;
import dev.afterwise.learn.health.Signs;
import dev.afterwise.learn.health.Stretch;
import dev.afterwise.learn.health.Vitals;
import dev.afterwise.segment.Columns;
import dev.afterwise.store.Document.Guarded;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.MetricFilter;
import dev.afterwise.store.Metrics;
import dev.afterwise.store.Period;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a checkup looks at, as it is in a store.
 *
 * @param shifts the levels that shifted; empty if there are too many executions to look for them by the way
 * @param sampled what was sampled in the time before, by metric and component
 * @param week where the last seven days are heading
 * @param month the same for thirty
 */
public record Examined(Vitals vitals, Optional<List<Shift>> shifts, List<Samples> sampled, Trends week, Trends month) {
    /** In more executions, looking for levels that shifted would take longer than all the rest. */
    public static final int MOST_FOR_SHIFTS = 200_000;

    private static final int WEEK = 7;
    private static final int MONTH = 30;

    /**
     * The last days up to the newest execution, and those before them; empty if there is no execution.
     *
     * @param by what components are told apart by; agents if somebody said who they are, else tasks, if it is empty
     * @param now breakers are open now, whatever the newest execution is
     */
    public static Optional<Examined> of(
            WorkspaceStore store, Optional<Dimension> by, int days, int daysBefore, Instant now) {
        return of(store, by, days, daysBefore, now, window -> shifts(store, window));
    }

    /** The same, with what somebody knows already of levels that shifted. */
    public static Optional<Examined> of(
            WorkspaceStore store,
            Optional<Dimension> by,
            int days,
            int daysBefore,
            Instant now,
            Function<Window, Optional<List<Shift>>> shifts) {
        History history = store.history();
        return When.newest(history, Filter.ALL)
                .map(newest -> of(store, by, last(days, newest), daysBefore, newest, now, shifts));
    }

    private static Window last(int days, Instant newest) {
        Instant until = newest.plusNanos(1_000);
        return new Window(
                newest.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS).minus(Duration.ofDays(days)), until);
    }

    private static Examined of(
            WorkspaceStore store,
            Optional<Dimension> by,
            Window window,
            int daysBefore,
            Instant newest,
            Instant now,
            Function<Window, Optional<List<Shift>>> looking) {
        History history = store.history();
        Instant from = window.from() == null ? Instant.EPOCH : window.from();
        Window earlier = new Window(from.minus(Duration.ofDays(daysBefore)), from);
        Dimension dimension = by.orElseGet(() -> hasAgents(history, window) ? Dimension.AGENT : Dimension.TASK);
        Optional<List<Shift>> shifts = looking.apply(new Window(earlier.from(), window.until()));
        Vitals vitals = new Vitals(
                dimension,
                stretch(history, window, dimension),
                stretch(history, earlier, dimension),
                store.segments().scan(window),
                history.failures(Filter.ALL.with(window)),
                resources(store.metrics(), history, window),
                new Signs(setbacks(shifts.orElse(List.of()), dimension), open(store, now)));
        return new Examined(
                vitals,
                shifts,
                store.metrics().totals(MetricFilter.ALL.with(earlier)),
                trends(history, WEEK, newest),
                trends(history, MONTH, newest));
    }

    private static boolean hasAgents(History history, Window window) {
        return history.statistics(Filter.ALL.with(window), Set.of(Dimension.AGENT)).stream()
                .anyMatch(
                        each -> !each.subject().part(Dimension.AGENT).orElse("").isEmpty());
    }

    private static Stretch stretch(History history, Window window, Dimension by) {
        Filter filter = Filter.ALL.with(window);
        return new Stretch(
                window,
                history.statistics(filter, Set.of()).stream().findFirst().orElse(Summary.empty(Subject.EVERYTHING)),
                history.statistics(filter, Set.of(by)),
                history.statistics(filter, Set.of(Dimension.TASK)),
                history.steps(filter));
    }

    private static Resources resources(Metrics metrics, History history, Window window) {
        MetricFilter filter = MetricFilter.ALL.with(window);
        var totals = metrics.totals(filter);
        return totals.isEmpty()
                ? Resources.NONE
                : new Resources(
                        totals,
                        metrics.series(filter, Period.HOUR),
                        history.series(Filter.ALL.with(window), Period.HOUR));
    }

    private static Optional<List<Shift>> shifts(WorkspaceStore store, Window window) {
        Columns columns = store.segments().scan(window);
        return columns.size() > MOST_FOR_SHIFTS
                ? Optional.empty()
                : Optional.of(Degradations.of(columns, ZoneOffset.UTC).shifts());
    }

    /** What got worse since the earlier time began, and still is. */
    private static List<Setback> setbacks(List<Shift> shifts, Dimension by) {
        return shifts.stream()
                .filter(each -> each.isWorse() && each.when().lasts())
                .flatMap(each -> Stream.of(
                        new Setback(Subject.EVERYTHING, points(each) / 2, each.because()),
                        new Setback(subject(each, by), points(each), each.because())))
                .filter(each -> each.points() > 0)
                .toList();
    }

    /** A point for each hundredth of success that was lost; of what takes longer or costs more, a fifth of that. */
    private static double points(Shift shift) {
        double change = Math.abs(shift.effect().change()) * 100;
        return shift.effect().aspect() == Aspect.SUCCESS ? change : change / 5;
    }

    private static Subject subject(Shift shift, Dimension by) {
        return switch (by) {
            case TASK -> Subject.task(shift.scope().task());
            case AGENT -> Subject.EVERYTHING.with(Dimension.AGENT, shift.scope().agent());
            case MODEL, ROUTE, STEP ->
                Subject.EVERYTHING.with(Dimension.STEP, shift.scope().task());
        };
    }

    private static List<String> open(WorkspaceStore store, Instant now) {
        return store.ledger().list(Guarded.class).stream()
                .flatMap(each -> each.document().memories().stream())
                .filter(each -> !each.isExpired(now) && isOpen(each.breaker(), now))
                .map(GuardMemory::component)
                .sorted()
                .toList();
    }

    private static boolean isOpen(BreakerState breaker, Instant now) {
        return switch (breaker) {
            case BreakerState.Open(Instant retryAt) -> retryAt.isAfter(now);
            case BreakerState.ForcedOpen it -> true;
            case BreakerState.Closed it -> false;
            case BreakerState.HalfOpen it -> false;
        };
    }

    private static Trends trends(History history, int days, Instant newest) {
        Instant from = newest.truncatedTo(ChronoUnit.DAYS).minus(days - 1L, ChronoUnit.DAYS);
        return Trends.of(
                history.series(Filter.ALL.with(new Window(from, newest.plusNanos(1_000))), Period.DAY), Period.DAY);
    }
}
