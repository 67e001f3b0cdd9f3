package dev.afterwise.sql;

import dev.afterwise.Dimension;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Workspace;
import dev.afterwise.sql.CubeReading.Kind;
import dev.afterwise.sql.SegmentEntries.Steps;
import dev.afterwise.sql.cube.Admission;
import dev.afterwise.sql.cube.Cells;
import dev.afterwise.sql.cube.Cube;
import dev.afterwise.sql.cube.Selection;
import dev.afterwise.sql.cube.Tabulation;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Period;
import dev.afterwise.store.StepSummary;
import dev.afterwise.store.Window;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What executions and their steps add up to: in whole hours by cubes, in what is left of a window by rows. Filters by what
 * cubes don't tell apart are answered by segments alone, and by rows if they ask for words or steps.
 */
record CubeStatistics(Database database, Workspace workspace, Filter filter) {
    private static final List<Dimension> CELL =
            List.of(Dimension.TASK, Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE);

    /** The summaries of each combination of values that occurs, in the order of the values. */
    List<Summary> by(Set<Dimension> dimensions) {
        List<Dimension> named =
                dimensions.stream().filter(CELL::contains).sorted().toList();
        Subject rest =
                dimensions.contains(Dimension.STEP) ? Subject.EVERYTHING.with(Dimension.STEP, "") : Subject.EVERYTHING;
        Tabulation table =
                table(Kind.EXECUTIONS, named.stream().map(CELL::indexOf).toList());
        var summaries = new ArrayList<Summary>();
        table.groups().forEach((names, sums) -> {
            Subject subject = rest;
            for (int i = 0; i < names.size(); i++) {
                subject = subject.with(named.get(i), names.get(i));
            }
            summaries.add(sums.summary(subject));
        });
        return summaries;
    }

    /** The summaries of each period in which an execution began, oldest first. */
    List<Bucket> by(Period period) {
        Selection selection = selection(Kind.EXECUTIONS);
        SortedMap<Instant, Tabulation> tables = database.read(connection -> {
            var all = new TreeMap<Instant, Tabulation>();
            fill(
                    connection,
                    Kind.EXECUTIONS,
                    period,
                    hour -> all.computeIfAbsent(
                            period.bucketOf(HourSpan.start(hour)), ignored -> new Tabulation(selection, List.of())));
            return all;
        });
        var buckets = new ArrayList<Bucket>();
        tables.forEach((start, table) -> table.groups()
                .forEach((none, sums) -> buckets.add(new Bucket(start, sums.summary(Subject.EVERYTHING)))));
        return buckets;
    }

    /** The summaries of the steps of each task, kind and name. */
    List<StepSummary> steps() {
        Tabulation table = table(Kind.STEPS, List.of(0, 1, 2));
        var steps = new ArrayList<StepSummary>();
        table.groups()
                .forEach((names, sums) -> steps.add(
                        new StepSummary(names.get(1), sums.summary(Subject.step(names.getFirst(), names.get(2))))));
        return steps;
    }

    private Tabulation table(Kind kind, List<Integer> by) {
        return database.read(connection -> {
            var table = new Tabulation(selection(kind), by);
            fill(connection, kind, Period.DAY, hour -> table);
            return table;
        });
    }

    private Selection selection(Kind kind) {
        var names = new ArrayList<@Nullable String>();
        for (Dimension dimension : CELL) {
            names.add(filter.subject().part(dimension).orElse(null));
        }
        return switch (kind) {
            case EXECUTIONS -> new Selection(names, filter.statuses());
            case STEPS ->
                Selection.steps(
                        names.getFirst(), filter.subject().part(Dimension.STEP).orElse(null));
        };
    }

    private void fill(Connection connection, Kind kind, Period period, LongFunction<Tabulation> tables)
            throws SQLException {
        Admission admission = Admissions.read(connection, workspace);
        var rows = new RowReading(connection, workspace, kind, tables);
        if (!isCubic(kind, admission)) {
            if (kind == Kind.STEPS || !filter.text().isEmpty() || !segments(connection, tables)) {
                rows.read(filter, new Admission());
            }
            return;
        }
        HourSpan span = HourSpan.of(filter.window());
        var cubes = new CubeReading(connection, database.cubes(), workspace, kind);
        var sink = new CubeReading.Sink() {
            @Override
            public void take(long hour, Cube cube) {
                tables.apply(hour).add(cube);
            }

            @Override
            public void take(long hour, Cells cells, int sign) {
                tables.apply(hour).add(kind.placed(cells, admission), sign);
            }
        };
        if (period == Period.HOUR) {
            cubes.hours(span, sink);
        } else {
            cubes.days(span, sink);
        }
        for (Window edge : span.edges()) {
            rows.read(filter.with(edge), admission);
        }
    }

    /** Adds up what segments hold. @return false if they can't be read */
    private boolean segments(Connection connection, LongFunction<Tabulation> tables) throws SQLException {
        var parts =
                new SegmentReading(connection, database.segments(), workspace).parts(filter.window(), Steps.LEFT_OUT);
        var admission = new Admission();
        parts.ifPresent(all -> all.forEach(
                part -> new SegmentTotals(part.segment(), admission).add(SegmentMatch.rows(filter, part), tables)));
        return parts.isPresent();
    }

    private boolean isCubic(Kind kind, Admission admission) {
        if (!filter.conditions().isEmpty() || !filter.text().isEmpty()) {
            return false;
        }
        Map<Dimension, String> parts = filter.subject().parts();
        if (kind == Kind.STEPS) {
            boolean byMore = parts.keySet().stream().anyMatch(each -> each != Dimension.TASK && each != Dimension.STEP);
            if (byMore || filter.statuses().size() < Status.values().length) {
                return false;
            }
        }
        return parts.entrySet().stream().allMatch(part -> admission.tellsApart(part.getKey(), part.getValue()));
    }
}
