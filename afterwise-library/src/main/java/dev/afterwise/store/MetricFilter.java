package dev.afterwise.store;

import dev.afterwise.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Which samples are meant.
 *
 * @param metric its name, or null for any
 * @param component its name, empty for what is of the program as a whole, or null for any
 * @param window by when they were taken
 */
public record MetricFilter(
        @Nullable String metric, @Nullable String component, Window window) {
    public static final MetricFilter ALL = new MetricFilter(null, null, Window.ALL);

    public static MetricFilter of(Metric metric) {
        return ALL.withMetric(metric.name());
    }

    public MetricFilter withMetric(@Nullable String name) {
        return new MetricFilter(name, component, window);
    }

    public MetricFilter withComponent(@Nullable String name) {
        return new MetricFilter(metric, name, window);
    }

    public MetricFilter with(Window other) {
        return new MetricFilter(metric, component, other);
    }

    boolean matches(Metric other, String ofComponent) {
        return (metric == null || metric.equals(other.name())) && (component == null || component.equals(ofComponent));
    }
}
