package dev.afterwise.store;

import dev.afterwise.Metric;
import dev.afterwise.Sample;
import dev.afterwise.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The metric samples of one workspace on the heap, hour by hour. One lock guards all of it. */
final class InMemoryMetrics implements Metrics {
    /** From the beginning of a day to that of its last hour. */
    private static final Duration LAST_HOUR = Duration.ofHours(23);

    private record Series(Metric metric, String component) {}

    private final Map<Series, SortedMap<Instant, Samples>> hours = new HashMap<>();

    /** What hours that are gone added up to, day by day. */
    private final Map<Series, SortedMap<Instant, Samples>> days = new HashMap<>();

    @Override
    public synchronized void record(Collection<Sample> samples) {
        for (Sample each : samples) {
            var series = new Series(each.metric(), each.component());
            boolean isTold = hours.containsKey(series) || hours.size() < MOST_SERIES;
            Series told = isTold ? series : new Series(each.metric(), OTHER);
            hours.computeIfAbsent(told, ignored -> new TreeMap<>())
                    .merge(
                            Period.HOUR.bucketOf(each.at()),
                            Samples.of(new Sample(told.metric, told.component, each.value(), each.at())),
                            Samples::merge);
        }
    }

    @Override
    public synchronized List<Samples> totals(MetricFilter filter) {
        return sums(filter, Period.DAY, hour -> Instant.EPOCH).stream()
                .map(MetricBucket::samples)
                .toList();
    }

    @Override
    public synchronized List<MetricBucket> series(MetricFilter filter, Period period) {
        return sums(filter, period, period::bucketOf);
    }

    private List<MetricBucket> sums(MetricFilter filter, Period period, UnaryOperator<Instant> bucketOf) {
        Window window = filter.window().fromWholeHour();
        var sums = new MetricSums(bucketOf);
        add(sums, filter, hours, window::holds);
        if (period != Period.HOUR) {
            add(sums, filter, days, day -> window.holds(day) && window.holds(day.plus(LAST_HOUR)));
        }
        return sums.buckets();
    }

    private static void add(
            MetricSums sums,
            MetricFilter filter,
            Map<Series, SortedMap<Instant, Samples>> all,
            Predicate<Instant> isMeant) {
        all.forEach((series, samples) -> {
            if (filter.matches(series.metric, series.component)) {
                samples.forEach((start, each) -> {
                    if (isMeant.test(start)) {
                        sums.add(start, each);
                    }
                });
            }
        });
    }

    /** How many hours ended before this moment. */
    synchronized long due(Instant before) {
        Instant first = Period.HOUR.bucketOf(before);
        return hours.values().stream()
                .mapToLong(byHour -> byHour.headMap(first).size())
                .sum();
    }

    /** Leaves no more of those hours than what their days add up to. @return how many there were */
    synchronized long prune(Instant before) {
        long gone = due(before);
        hours.forEach((series, byHour) -> {
            SortedMap<Instant, Samples> past = byHour.headMap(Period.HOUR.bucketOf(before));
            past.forEach((hour, samples) -> days.computeIfAbsent(series, ignored -> new TreeMap<>())
                    .merge(Period.DAY.bucketOf(hour), samples, Samples::merge));
            past.clear();
        });
        return gone;
    }
}
