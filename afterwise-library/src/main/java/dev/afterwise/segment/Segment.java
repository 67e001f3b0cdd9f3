package dev.afterwise.segment;

import dev.afterwise.Tally;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Executions column by column in the form in which they are stored, some 20 bytes each. Its columns are read where they lie in the
 * bytes, so that only what is asked for is ever looked at.
 *
 * <p>The form: a byte for its version; the number of rows; the columns in a fixed order; a margin, and a check sum of all that.
 * Values that recur are in a dictionary of the segment's own; numbers take as many bits as the range of their column does.
 */
public final class Segment implements Columns {
    static final byte VERSION = 2;

    /** It does not say where executions failed. */
    private static final byte OLD_VERSION = 1;

    /** How many rows a segment has at most. */
    public static final int MOST_ROWS = 1 << 24;

    private final int size;
    private final PackedLongs numbers;
    private final Map<Trait, Codes<String>> labels = new EnumMap<>(Trait.class);
    private final Map<Quantity, Numbers> quantities = new EnumMap<>(Quantity.class);
    private final Codes<List<String>> steps;
    private final Codes<List<String>> failedSteps;
    private final boolean isOld;
    private final Codes<SortedMap<String, Tally>> recoveries;
    private final Map<String, Codes<String>> texts = new LinkedHashMap<>();
    private final Map<String, Numbers> reals = new LinkedHashMap<>();

    private Segment(ByteBuffer in, boolean isOld) {
        this.isOld = isOld;
        size = in.getInt();
        if (size < 0 || size > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "A segment must have at most %d rows, but this has (%d).".formatted(MOST_ROWS, size));
        }
        numbers = PackedLongs.read(in);
        demandRows(numbers.size());
        for (Trait each : Trait.values()) {
            labels.put(each, rows(PackedCodes.read(in, Segment::words)));
        }
        for (Quantity each : Quantity.values()) {
            quantities.put(each, rows(PackedNumbers.read(in)));
        }
        steps = rows(PackedCodes.read(in, Segment::sequences));
        failedSteps = isOld ? Absent.codes(size) : rows(PackedCodes.read(in, Segment::sequences));
        recoveries = rows(PackedCodes.read(in, buffer -> Wire.list(buffer, Segment::tallies)));
        int count = Wire.count(in);
        for (int i = 0; i < count; i++) {
            texts.put(Wire.text(in), readCodes(in));
        }
        count = Wire.count(in);
        for (int i = 0; i < count; i++) {
            reals.put(Wire.text(in), readNumbers(in));
        }
    }

    /** @throws IllegalArgumentException if these are not the bytes of a segment, or not all of them */
    public static Segment of(byte[] bytes) {
        int end = bytes.length - Integer.BYTES;
        boolean isWhole = bytes.length >= 1 + PackedLongs.MARGIN + Integer.BYTES;
        if (!isWhole || (bytes[0] != VERSION && bytes[0] != OLD_VERSION)) {
            throw new IllegalArgumentException("A segment must be of version %d, but this is not.".formatted(VERSION));
        }
        if (ByteBuffer.wrap(bytes).getInt(end) != sum(bytes, end)) {
            throw new IllegalArgumentException("A segment must be what was written, but this is not.");
        }
        try {
            return new Segment(ByteBuffer.wrap(bytes, 1, end - 1), bytes[0] == OLD_VERSION);
        } catch (BufferUnderflowException | ArithmeticException e) {
            throw new IllegalArgumentException("A segment must be whole, but this was cut short.", e);
        }
    }

    static int sum(byte[] bytes, int end) {
        var sum = new CRC32C();
        sum.update(bytes, 0, end);
        return (int) sum.getValue();
    }

    private void demandRows(int rows) {
        if (rows != size) {
            throw new IllegalArgumentException(
                    "Each column of a segment must have %d rows, but one has (%d).".formatted(size, rows));
        }
    }

    private <T> Codes<T> rows(Codes<T> column) {
        demandRows(column.size());
        return column;
    }

    private Numbers rows(Numbers column) {
        demandRows(column.size());
        return column;
    }

    static boolean isSparse(int present, int rows) {
        return present < rows / 4;
    }

    private Codes<String> readCodes(ByteBuffer in) {
        if (in.get() == 0) {
            return rows(PackedCodes.read(in, Segment::words));
        }
        int[] there = readRows(in);
        return new Sparse.SparseCodes<>(size, there, PackedCodes.read(in, Segment::words));
    }

    private Numbers readNumbers(ByteBuffer in) {
        if (in.get() == 0) {
            return rows(PackedNumbers.read(in));
        }
        int[] there = readRows(in);
        return new Sparse.SparseNumbers(size, there, PackedNumbers.read(in));
    }

    private static int[] readRows(ByteBuffer in) {
        PackedLongs there = PackedLongs.read(in);
        int[] rows = new int[there.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Math.toIntExact(there.at(i));
        }
        return rows;
    }

    static void words(DataOutputStream out, List<String> words) throws IOException {
        Wire.list(out, words, Wire::text);
    }

    private static List<String> words(ByteBuffer in) {
        return Wire.list(in, Wire::text);
    }

    /** The names of all of them once, then how long each is, then their names by number, one after the other. */
    static void sequences(DataOutputStream out, List<List<String>> sequences) throws IOException {
        var names = new LinkedHashMap<String, Long>();
        sequences.forEach(each -> each.forEach(name -> names.putIfAbsent(name, (long) names.size())));
        words(out, List.copyOf(names.keySet()));
        long[] lengths = sequences.stream().mapToLong(List::size).toArray();
        PackedLongs.write(out, lengths, lengths.length);
        long[] all = sequences.stream()
                .flatMap(List::stream)
                .mapToLong(name -> Objects.requireNonNull(names.get(name)))
                .toArray();
        PackedLongs.write(out, all, all.length);
    }

    private static List<List<String>> sequences(ByteBuffer in) {
        List<String> names = words(in);
        PackedLongs lengths = PackedLongs.read(in);
        PackedLongs all = PackedLongs.read(in);
        if (!all.isBelow(names.size()) || !lengths.isBelow(all.size() + 1)) {
            throw new IllegalArgumentException("The steps of a segment must have names, but one has none.");
        }
        var sequences = new ArrayList<List<String>>(lengths.size());
        int next = 0;
        for (int i = 0; i < lengths.size(); i++) {
            int end = Math.addExact(next, (int) lengths.at(i));
            if (end > all.size()) {
                throw new IllegalArgumentException("The steps of a segment must be whole, but they were cut short.");
            }
            var sequence = new ArrayList<String>(end - next);
            while (next < end) {
                sequence.add(names.get((int) all.at(next++)));
            }
            sequences.add(List.copyOf(sequence));
        }
        return List.copyOf(sequences);
    }

    static void tallies(DataOutputStream out, SortedMap<String, Tally> tallies) throws IOException {
        out.writeInt(tallies.size());
        for (var each : tallies.entrySet()) {
            Wire.text(out, each.getKey());
            out.writeLong(each.getValue().tried());
            out.writeLong(each.getValue().worked());
        }
    }

    private static SortedMap<String, Tally> tallies(ByteBuffer in) {
        var tallies = new TreeMap<String, Tally>();
        int count = Wire.count(in);
        for (int i = 0; i < count; i++) {
            tallies.put(Wire.text(in), new Tally(in.getLong(), in.getLong()));
        }
        return Collections.unmodifiableSortedMap(tallies);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long number(int row) {
        return numbers.at(row);
    }

    @Override
    public Codes<String> labels(Trait trait) {
        return Objects.requireNonNull(labels.get(trait));
    }

    @Override
    public Numbers numbers(Quantity quantity) {
        return Objects.requireNonNull(quantities.get(quantity));
    }

    @Override
    public Codes<List<String>> steps() {
        return steps;
    }

    @Override
    public Codes<List<String>> failedSteps() {
        return failedSteps;
    }

    /** What is known of the steps of an execution: null if nothing. Old segments don't know in which it failed. */
    public @Nullable StepNames names(int row) {
        List<String> begun = steps.at(row);
        List<String> failed = failedSteps.at(row);
        return begun == null ? null : new StepNames(begun, failed == null ? List.of() : failed);
    }

    /** Whether it was written before segments said where executions failed. */
    public boolean isOld() {
        return isOld;
    }

    @Override
    public Codes<SortedMap<String, Tally>> recoveries() {
        return recoveries;
    }

    @Override
    public SortedSet<String> attributes() {
        var names = new TreeSet<>(texts.keySet());
        names.addAll(reals.keySet());
        return names;
    }

    @Override
    public Codes<String> texts(String attribute) {
        Codes<String> known = texts.get(attribute);
        return known == null ? Absent.codes(size) : known;
    }

    @Override
    public Numbers numbers(String attribute) {
        Numbers known = reals.get(attribute);
        return known == null ? Absent.numbers(size) : known;
    }
}
