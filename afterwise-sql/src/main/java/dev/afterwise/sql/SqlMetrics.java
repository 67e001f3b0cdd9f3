package dev.afterwise.sql;

import dev.afterwise.Metric;
import dev.afterwise.Sample;
import dev.afterwise.Samples;
import dev.afterwise.Workspace;
import dev.afterwise.store.MetricBucket;
import dev.afterwise.store.MetricFilter;
import dev.afterwise.store.MetricSums;
import dev.afterwise.store.Metrics;
import dev.afterwise.store.Period;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The metric samples of one workspace in tables, added up by the hour and by the day. */
record SqlMetrics(Database database, Workspace workspace) implements Metrics {
    private static final int HOUR = 1;
    private static final int DAY = 24;
    private static final long HOUR_SECONDS = 3_600;

    /** Which metric of which component. */
    private record Series(Metric metric, String component) {}

    @Override
    public void record(Collection<Sample> samples) {
        Map<Series, List<Sample>> bySeries =
                samples.stream().collect(Collectors.groupingBy(each -> new Series(each.metric(), each.component())));
        if (!bySeries.isEmpty()) {
            database.write(connection -> {
                for (var entry : bySeries.entrySet()) {
                    add(connection, entry.getKey(), entry.getValue());
                }
                return true;
            });
        }
    }

    private void add(Connection connection, Series series, List<Sample> samples) throws SQLException {
        Series told = series;
        long id = id(connection, series);
        if (id == 0 && seriesCount(connection) >= MOST_SERIES) {
            told = new Series(series.metric, OTHER);
            id = id(connection, told);
        }
        if (id == 0) {
            id = made(connection, told);
        }
        for (int hours : new int[] {HOUR, DAY}) {
            var sums = new HashMap<Long, Samples>();
            for (Sample each : samples) {
                var one = Samples.of(new Sample(told.metric, told.component, each.value(), each.at()));
                sums.merge(bucket(each.at(), hours), one, Samples::merge);
            }
            for (var entry : sums.entrySet()) {
                merge(connection, id, hours, entry.getKey(), entry.getValue());
            }
        }
    }

    private static long bucket(Instant at, int hours) {
        return Math.floorDiv(at.getEpochSecond(), hours * HOUR_SECONDS);
    }

    private long id(Connection connection, Series series) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT id FROM metric_series WHERE workspace = ? AND metric = ? AND unit = ? AND component = ?")) {
            bind(find, series);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private long made(Connection connection, Series series) throws SQLException {
        try (PreparedStatement make = connection.prepareStatement(
                "INSERT INTO metric_series (workspace, metric, unit, component) VALUES (?, ?, ?, ?) RETURNING id")) {
            bind(make, series);
            try (ResultSet row = make.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void bind(PreparedStatement statement, Series series) throws SQLException {
        statement.setString(1, workspace.name());
        statement.setString(2, series.metric.name());
        statement.setString(3, series.metric.unit());
        statement.setString(4, series.component);
    }

    private long seriesCount(Connection connection) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("SELECT count(*) FROM metric_series WHERE workspace = ?")) {
            count.setString(1, workspace.name());
            try (ResultSet row = count.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static void merge(Connection connection, long series, int hours, long bucket, Samples more)
            throws SQLException {
        Samples before = null;
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT body FROM metric_cube WHERE series = ? AND hours = ? AND bucket = ?")) {
            find.setLong(1, series);
            find.setInt(2, hours);
            find.setLong(3, bucket);
            try (ResultSet row = find.executeQuery()) {
                before = row.next() ? SamplesForm.read(more.metric(), more.component(), row.getBytes(1)) : null;
            }
        }
        try (PreparedStatement put = connection.prepareStatement(
                "INSERT OR REPLACE INTO metric_cube (series, hours, bucket, body) VALUES (?, ?, ?, ?)")) {
            put.setLong(1, series);
            put.setInt(2, hours);
            put.setLong(3, bucket);
            put.setBytes(4, SamplesForm.write(before == null ? more : before.merge(more)));
            put.executeUpdate();
        }
    }

    @Override
    public List<Samples> totals(MetricFilter filter) {
        var sums = new MetricSums(at -> Instant.EPOCH);
        read(filter, Period.DAY, sums);
        return sums.buckets().stream().map(MetricBucket::samples).toList();
    }

    @Override
    public List<MetricBucket> series(MetricFilter filter, Period period) {
        var sums = new MetricSums(period::bucketOf);
        read(filter, period, sums);
        return sums.buckets();
    }

    /** Whole days from the rows of days, and the hours before and after them from those of hours. */
    private void read(MetricFilter filter, Period period, MetricSums sums) {
        Instant from = filter.window().from();
        Instant until = filter.window().until();
        long firstHour = from == null ? Long.MIN_VALUE : bucket(from, HOUR);
        long endHour = until == null ? Long.MAX_VALUE : endHour(until);
        long firstDay = from == null ? Long.MIN_VALUE : -Math.floorDiv(-firstHour, DAY);
        long endDay = until == null ? Long.MAX_VALUE : Math.floorDiv(endHour, DAY);
        database.read(connection -> {
            if (period == Period.HOUR || firstDay >= endDay) {
                read(connection, filter, HOUR, firstHour, endHour, sums);
            } else {
                read(connection, filter, DAY, firstDay, endDay, sums);
                if (from != null) {
                    read(connection, filter, HOUR, firstHour, firstDay * DAY, sums);
                }
                if (until != null) {
                    read(connection, filter, HOUR, endDay * DAY, endHour, sums);
                }
            }
            return true;
        });
    }

    /** The first hour that does not begin before. */
    private static long endHour(Instant until) {
        long hour = bucket(until, HOUR);
        return Period.HOUR.bucketOf(until).equals(until) ? hour : hour + 1;
    }

    private void read(Connection connection, MetricFilter filter, int hours, long first, long end, MetricSums sums)
            throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT s.metric, s.unit, s.component, c.bucket, c.body
                FROM metric_series s JOIN metric_cube c ON c.series = s.id
                WHERE s.workspace = ?1 AND (?2 IS NULL OR s.metric = ?2) AND (?3 IS NULL OR s.component = ?3)
                AND c.hours = ?4 AND c.bucket >= ?5 AND c.bucket < ?6""")) {
            find.setString(1, workspace.name());
            setText(find, 2, filter.metric());
            setText(find, 3, filter.component());
            find.setInt(4, hours);
            find.setLong(5, first);
            find.setLong(6, end);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    var metric = new Metric(row.getString(1), row.getString(2));
                    Instant start = Instant.ofEpochSecond(row.getLong(4) * hours * HOUR_SECONDS);
                    sums.add(start, SamplesForm.read(metric, row.getString(3), row.getBytes(5)));
                }
            }
        }
    }

    private static void setText(PreparedStatement find, int parameter, @Nullable String text) throws SQLException {
        find.setString(parameter, text);
    }
}
