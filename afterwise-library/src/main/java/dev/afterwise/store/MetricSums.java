package dev.afterwise.store;

import dev.afterwise.Metric;
import dev.afterwise.Samples;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Samples that are being added up by period, metric and component. For one thread. */
public final class MetricSums {
    private record Group(Instant start, Metric metric, String component) {}

    private static final Comparator<Group> IN_ORDER = Comparator.comparing(Group::start)
            .thenComparing(group -> group.metric.name())
            .thenComparing(group -> group.metric.unit())
            .thenComparing(Group::component);

    private final TreeMap<Group, Samples> sums = new TreeMap<>(IN_ORDER);
    private final UnaryOperator<Instant> bucketOf;

    /** @param bucketOf when the bucket began in which a moment lies */
    public MetricSums(UnaryOperator<Instant> bucketOf) {
        this.bucketOf = bucketOf;
    }

    public void add(Instant at, Samples samples) {
        sums.merge(new Group(bucketOf.apply(at), samples.metric(), samples.component()), samples, Samples::merge);
    }

    /** The oldest first, then by name. */
    public List<MetricBucket> buckets() {
        return sums.entrySet().stream()
                .map(entry -> new MetricBucket(entry.getKey().start, entry.getValue()))
                .toList();
    }
}
