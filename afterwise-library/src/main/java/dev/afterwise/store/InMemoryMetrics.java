package dev.afterwise.store;

import dev.afterwise.Metric;
import dev.afterwise.Sample;
import dev.afterwise.Samples;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The metric samples of one workspace on the heap, hour by hour. One lock guards all of it. */
final class InMemoryMetrics implements Metrics {
    private record Series(Metric metric, String component) {}

    private final Map<Series, SortedMap<Instant, Samples>> hours = new HashMap<>();

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
        return sums(filter, hour -> Instant.EPOCH).stream()
                .map(MetricBucket::samples)
                .toList();
    }

    @Override
    public synchronized List<MetricBucket> series(MetricFilter filter, Period period) {
        return sums(filter, period::bucketOf);
    }

    private List<MetricBucket> sums(MetricFilter filter, UnaryOperator<Instant> bucketOf) {
        Window window = filter.window().fromWholeHour();
        var sums = new MetricSums(bucketOf);
        hours.forEach((series, byHour) -> {
            if (filter.matches(series.metric, series.component)) {
                byHour.forEach((hour, samples) -> {
                    if (window.holds(hour)) {
                        sums.add(hour, samples);
                    }
                });
            }
        });
        return sums.buckets();
    }
}
