package dev.afterwise.learn.patterns;

import dev.afterwise.segment.Codes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column with few values, of which conditions are made that can be paired: of categories the most frequent, of numbers the places
 * between eighths. Which those are depends on how frequent they are alone, never on outcomes. Immutable.
 */
final class Coarse {
    private static final int MOST = 12;
    private static final int PARTS = 8;

    private final byte[] codes;
    private final int count;
    private final List<Condition> conditions;
    private final @Nullable Ranks ranks;

    /** One that holds where the code is one of these. */
    record Condition(Circumstance circumstance, BitSet codes) {}

    private Coarse(byte[] codes, int count, List<Condition> conditions, @Nullable Ranks ranks) {
        this.codes = codes;
        this.count = count;
        this.conditions = List.copyOf(conditions);
        this.ranks = ranks;
    }

    static Coarse of(Sample sample, Column column, int least) {
        return switch (column) {
            case Column.Categories it -> of(sample, it, least);
            case Column.Quantities it -> of(sample, it, least);
        };
    }

    private static Coarse of(Sample sample, Column.Categories column, int least) {
        List<String> values = column.values().values();
        int[] fine = sample.codes(column.values());
        long[] sizes = new long[values.size()];
        for (int code : fine) {
            if (code != Codes.NONE) {
                sizes[code]++;
            }
        }
        List<Integer> frequent = IntStream.range(0, values.size())
                .filter(code -> sizes[code] >= least)
                .boxed()
                .sorted(Comparator.comparingLong((Integer code) -> -sizes[code]))
                .limit(MOST)
                .toList();
        byte[] place = new byte[values.size()];
        Arrays.fill(place, (byte) frequent.size());
        var conditions = new ArrayList<Condition>();
        for (int i = 0; i < frequent.size(); i++) {
            place[frequent.get(i)] = (byte) i;
            conditions.add(new Condition(new Circumstance.Is(column.name(), values.get(frequent.get(i))), only(i)));
        }
        byte[] codes = new byte[fine.length];
        for (int i = 0; i < fine.length; i++) {
            codes[i] = fine[i] == Codes.NONE ? Codes.NONE : place[fine[i]];
        }
        return new Coarse(codes, frequent.size() + 1, conditions, null);
    }

    private static BitSet only(int code) {
        var codes = new BitSet();
        codes.set(code);
        return codes;
    }

    private static Coarse of(Sample sample, Column.Quantities column, int least) {
        double[] numbers = sample.numbers(column.values());
        int[] order = sample.ascending(column.values());
        byte[] codes = new byte[numbers.length];
        Arrays.fill(codes, (byte) Codes.NONE);
        var cuts = new ArrayList<Double>();
        int part = 0;
        for (int i = 0; i < order.length; i++) {
            boolean isNew = i > 0 && numbers[order[i]] > numbers[order[i - 1]];
            if (isNew
                    && i >= least
                    && order.length - i >= least
                    && (long) i * PARTS >= (long) (part + 1) * order.length) {
                part = (int) ((long) i * PARTS / order.length);
                cuts.add(numbers[order[i - 1]]);
            }
            codes[order[i]] = (byte) cuts.size();
        }
        int count = cuts.size() + 1;
        var conditions = new ArrayList<Condition>();
        for (int i = 0; i < cuts.size(); i++) {
            double cut = cuts.get(i);
            var upTo = new BitSet();
            upTo.set(0, i + 1);
            var above = new BitSet();
            above.set(i + 1, count);
            conditions.add(new Condition(new Circumstance.Above(column.name(), cut, cut, cut), above));
            conditions.add(new Condition(new Circumstance.UpTo(column.name(), cut, cut, cut), upTo));
        }
        return new Coarse(codes, count, conditions, column.values());
    }

    /** The days of the week, or the hours of the day. */
    static Coarse of(byte[] codes, int count, List<Circumstance> circumstances) {
        return new Coarse(
                codes,
                count,
                IntStream.range(0, circumstances.size())
                        .mapToObj(code -> new Condition(circumstances.get(code), only(code)))
                        .toList(),
                null);
    }

    int count() {
        return count;
    }

    /** Less than 0 where there is none. */
    int code(int i) {
        return codes[i];
    }

    boolean isKnown(int i) {
        return codes[i] >= 0;
    }

    /** Its numbers, if it has some. */
    @Nullable
    Ranks ranks() {
        return ranks;
    }

    List<Condition> conditions() {
        return conditions;
    }
}
