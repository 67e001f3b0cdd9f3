package dev.afterwise;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often which values came: buckets that grow by 2 %, so that every quantile is within 1 % of a true value, before merging
 * and after; zero is exact. Counts are exact. Histograms form a commutative monoid under {@link #merge}.
 *
 * <p>The mapping is that of {@link Distribution}, for any finite number: bucket {@code i} holds the values in ({@code g^(i-1)},
 * {@code g^i}] with {@code g = 1.01 / 0.99}; those below zero have buckets of their own, mirrored. Keys are in the order of the
 * values: negative ones, 0 for zero, and above it {@code i} + {@value #SHIFT}, which is positive for every double that is.
 */
public final class Histogram {
    private static final double LOG_GROWTH =
            Math.log((1 + Distribution.RELATIVE_ERROR) / (1 - Distribution.RELATIVE_ERROR));
    private static final int SHIFT = 40_000;

    /** Keeps 0.07 x 100, which is a little more than 7 in binary, from being rounded up to 8. */
    private static final double ROUNDING = 1e-9;

    private static final Histogram EMPTY = new Histogram(new TreeMap<>());

    private final NavigableMap<Integer, Long> counts;
    private final long count;

    private Histogram(NavigableMap<Integer, Long> counts) {
        this.counts = counts;
        this.count = counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public static Histogram empty() {
        return EMPTY;
    }

    /** The histogram of some finite numbers. */
    public static Histogram of(double... values) {
        var counts = new TreeMap<Integer, Long>();
        for (double value : values) {
            counts.merge(key(value), 1L, Long::sum);
        }
        return new Histogram(counts);
    }

    /** The histogram with these counts by key, as {@link #counts} gave them. */
    public static Histogram of(Map<Integer, Long> counts) {
        return new Histogram(new TreeMap<>(counts));
    }

    /** The counts by key: all there is to store. */
    public SortedMap<Integer, Long> counts() {
        return Collections.unmodifiableSortedMap(counts);
    }

    public Histogram merge(Histogram other) {
        var both = new TreeMap<>(counts);
        other.counts.forEach((key, n) -> both.merge(key, n, Long::sum));
        return new Histogram(both);
    }

    /** How many values there are. */
    public long count() {
        return count;
    }

    /**
     * The value that the fraction {@code q} of all values do not exceed, within 1 %.
     *
     * @param q from 0, the smallest, to 1, the largest
     * @throws IllegalArgumentException if {@code q} is not from 0 to 1
     * @throws IllegalStateException if there are no values
     */
    public double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("A quantile must be from 0 to 1, but this is (%s).".formatted(q));
        }
        if (count == 0) {
            throw new IllegalStateException("A quantile needs at least one value, but there are none.");
        }
        long wanted = Math.clamp((long) Math.ceil(q * (double) count - ROUNDING), 1, count);
        long seen = 0;
        for (var entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= wanted) {
                return represents(entry.getKey());
            }
        }
        return represents(counts.lastKey());
    }

    private static int key(double value) {
        if (value == 0) {
            return 0;
        }
        int bucket = (int) Math.ceil(Math.log(Math.abs(value)) / LOG_GROWTH) + SHIFT;
        return value > 0 ? bucket : -bucket;
    }

    private static double represents(int key) {
        if (key == 0) {
            return 0;
        }
        double value = Math.exp((Math.abs(key) - SHIFT) * LOG_GROWTH) * (1 - Distribution.RELATIVE_ERROR);
        return key > 0 ? Math.min(value, Double.MAX_VALUE) : -Math.min(value, Double.MAX_VALUE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Histogram that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return count == 0
                ? "Histogram[empty]"
                : "Histogram[n=%d, p50=%s, p95=%s]".formatted(count, quantile(.5), quantile(.95));
    }
}
