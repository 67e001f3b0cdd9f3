package dev.afterwise;

import java.time.Instant;
import java.util.Comparator;

/**
 * What samples of one metric of one component add up to. Merging is commutative and associative, but for the last digits of
 * the sum.
 *
 * @param values never empty
 * @param last the value at {@code lastAt}, the newest moment; the greatest if there are several
 */
public record Samples(Metric metric, String component, Histogram values, double sum, double last, Instant lastAt) {
    public static Samples of(Sample one) {
        return new Samples(
                one.metric(), one.component(), Histogram.of(one.value()), one.value(), one.value(), one.at());
    }

    /**
     * Adds samples of the same metric and component.
     *
     * @throws IllegalArgumentException if they are not
     */
    public Samples merge(Samples other) {
        if (!metric.equals(other.metric) || !component.equals(other.component)) {
            throw new IllegalArgumentException(
                    "Only samples of one metric and component can be merged, but these are of (%s %s) and (%s %s)."
                            .formatted(metric.name(), component, other.metric.name(), other.component));
        }
        Samples newer = Comparator.comparing(Samples::lastAt)
                                .thenComparingDouble(Samples::last)
                                .compare(this, other)
                        >= 0
                ? this
                : other;
        return new Samples(metric, component, values.merge(other.values), sum + other.sum, newer.last, newer.lastAt);
    }

    public long count() {
        return values.count();
    }

    /** Exact, but for the last digits. */
    public double mean() {
        return sum / (double) count();
    }
}
