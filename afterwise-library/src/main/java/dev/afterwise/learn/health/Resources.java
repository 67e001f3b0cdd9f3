package dev.afterwise.learn.health;

import dev.afterwise.Samples;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.MetricBucket;
import java.util.List;

/**
 * What was sampled besides executions.
 *
 * @param totals by metric and component
 * @param hours the same, hour by hour
 * @param executions what began in each hour, for comparison
 */
public record Resources(List<Samples> totals, List<MetricBucket> hours, List<Bucket> executions) {
    public static final Resources NONE = new Resources(List.of(), List.of(), List.of());

    public Resources {
        totals = List.copyOf(totals);
        hours = List.copyOf(hours);
        executions = List.copyOf(executions);
    }
}
