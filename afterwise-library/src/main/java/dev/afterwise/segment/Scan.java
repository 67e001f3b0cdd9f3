package dev.afterwise.segment;

import dev.afterwise.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of several columns as one. Each column is put together when it is first asked for, some nanoseconds a row. */
public final class Scan implements Columns {
    /** Some rows, in this order. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(Columns columns, int[] rows) {}

    private final List<Part> parts;
    private final int size;
    private final long[] numbers;
    private final Map<Trait, Codes<String>> labels = new ConcurrentHashMap<>();
    private final Map<Quantity, Numbers> quantities = new ConcurrentHashMap<>();
    private final Map<String, Codes<String>> texts = new ConcurrentHashMap<>();
    private final Map<String, Numbers> reals = new ConcurrentHashMap<>();
    private volatile @Nullable Codes<List<String>> steps;
    private volatile @Nullable Codes<List<String>> failedSteps;
    private volatile @Nullable Codes<SortedMap<String, Tally>> recoveries;

    private Scan(List<Part> parts) {
        this.parts = parts;
        this.size = parts.stream().mapToInt(each -> each.rows.length).sum();
        this.numbers = new long[size];
        int at = 0;
        for (Part part : parts) {
            for (int row : part.rows) {
                numbers[at++] = part.columns.number(row);
            }
        }
    }

    /** Rows that are being gathered. For one thread. */
    public static final class Builder {
        private final List<Part> parts = new ArrayList<>();

        public Builder() {}

        /** @param rows those that count, in the order in which they are to follow; they must not be changed afterwards */
        public Builder add(Columns columns, int[] rows) {
            if (rows.length > 0) {
                parts.add(new Part(columns, rows));
            }
            return this;
        }

        public Scan build() {
            return new Scan(List.copyOf(parts));
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long number(int row) {
        return numbers[row];
    }

    @Override
    public Codes<String> labels(Trait trait) {
        return labels.computeIfAbsent(trait, each -> codes(columns -> columns.labels(each)));
    }

    @Override
    public Numbers numbers(Quantity quantity) {
        return quantities.computeIfAbsent(
                quantity,
                each -> each == Quantity.COMPLEXITY
                        ? reals(columns -> columns.numbers(each))
                        : wholes(columns -> columns.numbers(each)));
    }

    @Override
    public Codes<List<String>> steps() {
        Codes<List<String>> made = steps;
        if (made == null) {
            made = codes(Columns::steps);
            steps = made;
        }
        return made;
    }

    @Override
    public Codes<List<String>> failedSteps() {
        Codes<List<String>> made = failedSteps;
        if (made == null) {
            made = codes(Columns::failedSteps);
            failedSteps = made;
        }
        return made;
    }

    @Override
    public Codes<SortedMap<String, Tally>> recoveries() {
        Codes<SortedMap<String, Tally>> made = recoveries;
        if (made == null) {
            made = codes(Columns::recoveries);
            recoveries = made;
        }
        return made;
    }

    @Override
    public SortedSet<String> attributes() {
        var names = new TreeSet<String>();
        for (Part part : parts) {
            names.addAll(part.columns.attributes());
        }
        return names;
    }

    @Override
    public Codes<String> texts(String attribute) {
        return texts.computeIfAbsent(attribute, each -> codes(columns -> columns.texts(each)));
    }

    @Override
    public Numbers numbers(String attribute) {
        return reals.computeIfAbsent(attribute, each -> reals(columns -> columns.numbers(each)));
    }

    private <T> Codes<T> codes(Function<Columns, Codes<T>> column) {
        Map<T, Integer> known = new HashMap<>();
        List<T> values = new ArrayList<>();
        int[] codes = new int[size];
        int at = 0;
        for (Part part : parts) {
            Codes<T> theirs = column.apply(part.columns);
            int[] here = theirs.values().stream()
                    .mapToInt(value -> known.computeIfAbsent(value, each -> {
                        values.add(each);
                        return values.size() - 1;
                    }))
                    .toArray();
            for (int row : part.rows) {
                int code = theirs.code(row);
                codes[at++] = code == Codes.NONE ? Codes.NONE : here[code];
            }
        }
        return new FlatCodes<>(codes, List.copyOf(values));
    }

    private Numbers wholes(Function<Columns, Numbers> column) {
        long[] values = new long[size];
        boolean[] present = new boolean[size];
        int at = 0;
        for (Part part : parts) {
            Numbers theirs = column.apply(part.columns);
            for (int row : part.rows) {
                present[at] = theirs.has(row);
                values[at++] = theirs.whole(row);
            }
        }
        return new FlatWholes(values, present);
    }

    private Numbers reals(Function<Columns, Numbers> column) {
        double[] values = new double[size];
        int at = 0;
        for (Part part : parts) {
            Numbers theirs = column.apply(part.columns);
            for (int row : part.rows) {
                values[at++] = theirs.at(row);
            }
        }
        return new FlatReals(values);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record FlatCodes<T>(int[] codes, List<T> values) implements Codes<T> {
        @Override
        public int size() {
            return codes.length;
        }

        @Override
        public int code(int row) {
            return codes[row];
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record FlatWholes(long[] values, boolean[] present) implements Numbers {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double at(int row) {
            return present[row] ? (double) values[row] : Double.NaN;
        }

        @Override
        public boolean has(int row) {
            return present[row];
        }

        @Override
        public long whole(int row) {
            return values[row];
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record FlatReals(double[] values) implements Numbers {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double at(int row) {
            return values[row];
        }

        @Override
        public boolean has(int row) {
            return !Double.isNaN(values[row]);
        }

        @Override
        public long whole(int row) {
            return (long) values[row];
        }
    }
}
