package dev.afterwise.learn;

import dev.afterwise.Dimension;
import dev.afterwise.Distribution;
import dev.afterwise.Money;
import dev.afterwise.Outcomes;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Usage;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Executions that were reported more than once, each time as one of its own: they are alike in everything that columns hold, and
 * began and lasted the same to the microsecond. Whoever takes each for a sample of its own has more evidence than there is.
 *
 * <p>Where a duration is missing or whole seconds only, nobody can tell a repeat from two that are much alike, and both count.
 */
public final class Repeats {
    private static final long SECOND_US = 1_000_000;

    private Repeats() {}

    /** What one execution and its repeats have in common. */
    private record Seen(long startedUs, long tookUs, List<Integer> codes, List<Double> numbers) {}

    /** Those of the rows that repeat no earlier one. */
    public static BitSet without(Columns columns, BitSet rows) {
        Numbers started = columns.numbers(Quantity.STARTED_US);
        Numbers took = columns.numbers(Quantity.TOOK_US);
        var moments = new Moments(rows.cardinality());
        var seen = new HashSet<Seen>();
        var left = (BitSet) rows.clone();
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (took.has(row) && took.whole(row) % SECOND_US != 0) {
                // Nearly all moments are taken by one execution only, and need no closer look.
                int before = moments.put(started.whole(row), took.whole(row), row);
                if (before >= 0) {
                    seen.add(seen(columns, before));
                    if (!seen.add(seen(columns, row))) {
                        left.clear(row);
                    }
                }
            }
        }
        return left;
    }

    /** The first row of each pair of start and duration: a hash table with open addresses, for there may be millions. */
    private static final class Moments {
        private static final long GOLDEN = 0x9E3779B97F4A7C15L;

        private final int bits;
        private final long[] keys;
        private final int[] rows;

        Moments(int count) {
            bits = Math.max(4, Integer.SIZE - Integer.numberOfLeadingZeros(count) + 1);
            keys = new long[1 << bits];
            rows = new int[1 << bits];
            Arrays.fill(rows, -1);
        }

        /** The row that was there before, or -1. */
        int put(long startedUs, long tookUs, int row) {
            // Rows of different moments may share a key: they are looked at more closely, and that is all.
            long key = (startedUs * GOLDEN) ^ (tookUs * (GOLDEN | 2));
            int place = (int) ((key * GOLDEN) >>> (Long.SIZE - bits));
            while (rows[place] >= 0) {
                if (keys[place] == key) {
                    return rows[place];
                }
                place = (place + 1) & (keys.length - 1);
            }
            keys[place] = key;
            rows[place] = row;
            return -1;
        }
    }

    private static Seen seen(Columns columns, int row) {
        var codes = new ArrayList<Integer>();
        for (Trait each : Trait.values()) {
            codes.add(columns.labels(each).code(row));
        }
        codes.add(columns.steps().code(row));
        var numbers = new ArrayList<Double>();
        for (Quantity each : Quantity.values()) {
            numbers.add(columns.numbers(each).at(row));
        }
        for (String each : columns.attributes()) {
            codes.add(columns.texts(each).code(row));
            numbers.add(columns.numbers(each).at(row));
        }
        return new Seen(
                columns.numbers(Quantity.STARTED_US).whole(row),
                columns.numbers(Quantity.TOOK_US).whole(row),
                List.copyOf(codes),
                List.copyOf(numbers));
    }

    /** What the rows add up to for each value of a dimension, as {@link dev.afterwise.store.History#statistics} gives it, but for failures and recoveries. */
    public static List<Summary> summaries(Columns columns, BitSet rows, Dimension by) {
        Codes<String> names = columns.labels(Rows.trait(by));
        Map<String, BitSet> byName = new TreeMap<>();
        rows.stream().forEach(row -> {
            String name = names.at(row);
            byName.computeIfAbsent(name == null ? "" : name, ignored -> new BitSet())
                    .set(row);
        });
        var summaries = new ArrayList<Summary>();
        byName.forEach((name, group) -> summaries.add(new Summary(
                Subject.EVERYTHING.with(by, name),
                outcomes(columns.labels(Trait.STATUS), group),
                Map.of(),
                new TreeMap<>(),
                took(columns.numbers(Quantity.TOOK_US), group),
                new Usage(
                        sum(columns, Quantity.INPUT_TOKENS, group),
                        sum(columns, Quantity.OUTPUT_TOKENS, group),
                        sum(columns, Quantity.CACHED_TOKENS, group),
                        new Money(sum(columns, Quantity.COST_MICROS, group)),
                        sum(columns, Quantity.API_CALLS, group)))));
        return summaries;
    }

    private static Outcomes outcomes(Codes<String> statuses, BitSet rows) {
        Map<String, Status> byWord = new HashMap<>();
        for (Status each : Status.values()) {
            byWord.put(each.word(), each);
        }
        return rows.stream()
                .mapToObj(row -> Outcomes.of(byWord.getOrDefault(statuses.at(row), Status.UNKNOWN)))
                .reduce(Outcomes.NONE, Outcomes::merge);
    }

    private static Distribution took(Numbers took, BitSet rows) {
        var builder = new Distribution.Builder();
        rows.stream().filter(took::has).forEach(row -> builder.add(Duration.ofNanos(1_000 * took.whole(row))));
        return builder.build();
    }

    private static long sum(Columns columns, Quantity quantity, BitSet rows) {
        Numbers numbers = columns.numbers(quantity);
        return rows.stream().filter(numbers::has).mapToLong(numbers::whole).sum();
    }
}
