package dev.afterwise;

import java.time.Duration;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How long things took: a histogram whose buckets grow by 2 %, so that every quantile is within 1 % of a true value,
 * before merging and after. Counts are exact. Distributions form an abelian group under {@link #merge} and {@link
 * #minus}.
 *
 * <p>The mapping is that of DDSketch (Masson, Rim, Lee: "DDSketch: a fast and fully-mergeable quantile sketch with
 * relative-error guarantees", VLDB 2019), without its collapsing of buckets: a bucket {@code i} holds the durations in
 * ({@code g^(i-1)}, {@code g^i}] nanoseconds with {@code g = 1.01 / 0.99}, and is represented by the value that is at most
 * 1 % from both ends. From a microsecond to a year there are some 1,550 buckets, of which a real history fills 50 to 300.
 * Durations under a microsecond share one bucket.
 */
public final class Distribution {
    /** The error of a quantile, as a fraction of the value. */
    public static final double RELATIVE_ERROR = 0.01;

    private static final double LOG_GROWTH = Math.log((1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR));
    private static final long SMALLEST_NANOS = 1_000;

    /** Keeps 0.07 x 100, which is a little more than 7 in binary, from being rounded up to 8. */
    private static final double ROUNDING = 1e-9;

    private static final int FIRST_BUCKET = bucket(0);
    private static final int LAST_BUCKET = bucket(Long.MAX_VALUE);
    private static final Distribution EMPTY = new Distribution(new int[0], new long[0]);

    private final int[] buckets;
    private final long[] counts;
    private final long count;

    private Distribution(int[] buckets, long[] counts) {
        this.buckets = buckets;
        this.counts = counts;
        this.count = Arrays.stream(counts).sum();
    }

    public static Distribution empty() {
        return EMPTY;
    }

    public static Distribution of(Iterable<Duration> durations) {
        var builder = new Builder();
        durations.forEach(builder::add);
        return builder.build();
    }

    /** The distribution with these counts by bucket, as {@link #counts} gave them. Zero counts are left out. */
    public static Distribution of(NavigableMap<Integer, Long> counts) {
        int[] buckets = new int[counts.size()];
        long[] values = new long[counts.size()];
        int filled = 0;
        for (var entry : counts.entrySet()) {
            if (entry.getValue() != 0) {
                buckets[filled] = entry.getKey();
                values[filled++] = entry.getValue();
            }
        }
        return new Distribution(Arrays.copyOf(buckets, filled), Arrays.copyOf(values, filled));
    }

    /** The counts by bucket: all there is to store. */
    public NavigableMap<Integer, Long> counts() {
        var all = new TreeMap<Integer, Long>();
        for (int i = 0; i < buckets.length; i++) {
            all.put(buckets[i], counts[i]);
        }
        return all;
    }

    public Distribution merge(Distribution other) {
        return combine(other, 1);
    }

    /** Takes back what was merged before. Merging and taking back in any order ends at the same distribution. */
    public Distribution minus(Distribution other) {
        return combine(other, -1);
    }

    private Distribution combine(Distribution other, int sign) {
        int[] keys = new int[buckets.length + other.buckets.length];
        long[] values = new long[keys.length];
        int filled = 0;
        int i = 0;
        int j = 0;
        while (i < buckets.length || j < other.buckets.length) {
            boolean left = j == other.buckets.length || (i < buckets.length && buckets[i] <= other.buckets[j]);
            boolean right = i == buckets.length || (j < other.buckets.length && other.buckets[j] <= buckets[i]);
            int key = left ? buckets[i] : other.buckets[j];
            long value = (left ? counts[i++] : 0) + (right ? sign * other.counts[j++] : 0);
            if (value != 0) {
                keys[filled] = key;
                values[filled++] = value;
            }
        }
        return new Distribution(Arrays.copyOf(keys, filled), Arrays.copyOf(values, filled));
    }

    /** How many durations there are. */
    public long count() {
        return count;
    }

    /**
     * The duration that the fraction {@code q} of all durations do not exceed, within 1 %.
     *
     * @param q from 0, the shortest, to 1, the longest
     * @throws IllegalArgumentException if {@code q} is not from 0 to 1
     * @throws IllegalStateException if there are no durations
     */
    public Duration quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("A quantile must be from 0 to 1, but this is (%s).".formatted(q));
        }
        return atRank((long) Math.ceil(q * (double) count - ROUNDING));
    }

    /**
     * The duration at place {@code rank} in ascending order, within 1 %; ranks outside 1 to {@link #count} are moved to the
     * nearer end.
     *
     * @throws IllegalStateException if there are no durations
     */
    public Duration atRank(long rank) {
        if (count <= 0) {
            throw new IllegalStateException("A quantile needs at least one duration, but there are none.");
        }
        long wanted = Math.clamp(rank, 1, count);
        long seen = 0;
        int i = 0;
        while (i < buckets.length - 1 && (seen += counts[i]) < wanted) {
            i++;
        }
        return Duration.ofNanos(represents(buckets[i]));
    }

    /** How many durations are at most {@code limit}, as far as buckets tell: those within 1 % of it may be on either side. */
    public long countUpTo(Duration limit) {
        int last = bucket(nanos(limit));
        long seen = 0;
        for (int i = 0; i < buckets.length && buckets[i] <= last; i++) {
            seen += counts[i];
        }
        return seen;
    }

    /** The mean, within 1 %. @throws IllegalStateException if there are no durations */
    public Duration mean() {
        if (count <= 0) {
            throw new IllegalStateException("A mean needs at least one duration, but there are none.");
        }
        double sum = 0;
        for (int i = 0; i < buckets.length; i++) {
            sum += (double) represents(buckets[i]) * (double) counts[i];
        }
        return Duration.ofNanos(Math.round(sum / (double) count));
    }

    /** The bucket in which this duration is counted, for {@link Builder#add(int, long)}. */
    public static int bucketOf(Duration duration) {
        return bucket(nanos(duration));
    }

    private static int bucket(long nanos) {
        return (int) Math.ceil(Math.log((double) Math.max(nanos, SMALLEST_NANOS)) / LOG_GROWTH);
    }

    private static long represents(int bucket) {
        return Math.round(Math.exp(bucket * LOG_GROWTH) * (1 - RELATIVE_ERROR));
    }

    /** Whole nanoseconds, at most some 292 years of them. */
    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Distribution that
                && Arrays.equals(buckets, that.buckets)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(buckets) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return count <= 0
                ? "Distribution[empty]"
                : "Distribution[n=%d, p50=%s, p95=%s]".formatted(count, quantile(.5), quantile(.95));
    }

    /** Is told of a bucket and how many durations are in it. */
    @FunctionalInterface
    public interface Visitor {
        void visit(int bucket, long count);
    }

    /**
     * A distribution that is being filled. For one thread.
     *
     * <p>It has a counter for every bucket from the shortest to the longest duration so far: adding is what statistics do
     * most, and a history seldom spans more than a few hundred buckets.
     */
    public static final class Builder {
        private static final int ROOM = 4;

        private long[] counts = new long[0];
        private int first;

        public Builder() {}

        public void add(Duration took) {
            add(bucket(nanos(took)), 1);
        }

        /**
         * Adds to a bucket, or takes from it if the count is negative.
         *
         * @throws IllegalArgumentException if no duration has such a bucket
         */
        public void add(int bucket, long count) {
            if (bucket < first || bucket - first >= counts.length) {
                widen(bucket);
            }
            counts[bucket - first] += count;
        }

        private void widen(int bucket) {
            if (bucket < FIRST_BUCKET || bucket > LAST_BUCKET) {
                throw new IllegalArgumentException("A bucket must be from %d to %d, but this is (%d)."
                        .formatted(FIRST_BUCKET, LAST_BUCKET, bucket));
            }
            int from = counts.length == 0 ? bucket - ROOM : Math.min(first, bucket - ROOM);
            int until = counts.length == 0 ? bucket + ROOM + 1 : Math.max(first + counts.length, bucket + ROOM + 1);
            long[] wider = new long[until - from];
            System.arraycopy(counts, 0, wider, counts.length == 0 ? 0 : first - from, counts.length);
            counts = wider;
            first = from;
        }

        /** How many buckets have a count that is not zero. */
        public int filled() {
            int filled = 0;
            for (long each : counts) {
                filled += each == 0 ? 0 : 1;
            }
            return filled;
        }

        /** Shows the buckets whose count is not zero, in ascending order. */
        public void forEach(Visitor visitor) {
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] != 0) {
                    visitor.visit(first + i, counts[i]);
                }
            }
        }

        public Distribution build() {
            int[] buckets = new int[counts.length];
            long[] values = new long[counts.length];
            int filled = 0;
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] != 0) {
                    buckets[filled] = first + i;
                    values[filled++] = counts[i];
                }
            }
            return new Distribution(Arrays.copyOf(buckets, filled), Arrays.copyOf(values, filled));
        }
    }
}
