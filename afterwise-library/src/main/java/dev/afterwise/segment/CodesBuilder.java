package dev.afterwise.segment;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A column of codes that is being filled, row by row. For one thread. */
final class CodesBuilder<T> {
    /** What another column's codes are here. */
    private static final int UNSEEN = -2;

    private final Map<T, Integer> known = new HashMap<>();
    private final List<T> values = new ArrayList<>();
    private final IdentityHashMap<Codes<T>, int[]> here = new IdentityHashMap<>();
    private int[] codes = new int[64];
    private int size;
    private int present;

    /** All rows before this one have nothing unless they were given something. */
    void put(int row, @Nullable T value) {
        put(row, value == null ? Codes.NONE : code(value));
    }

    private int code(T value) {
        Integer code = known.get(value);
        if (code == null) {
            code = values.size();
            known.put(value, code);
            values.add(value);
        }
        return code;
    }

    /** Takes a row over from another column. */
    void put(int row, Codes<T> other, int otherRow) {
        int code = other.code(otherRow);
        if (code == Codes.NONE) {
            put(row, Codes.NONE);
            return;
        }
        int[] mapping =
                here.computeIfAbsent(other, ignored -> unseen(other.values().size()));
        if (mapping[code] == UNSEEN) {
            mapping[code] = code(other.values().get(code));
        }
        put(row, mapping[code]);
    }

    private static int[] unseen(int count) {
        int[] mapping = new int[count];
        Arrays.fill(mapping, UNSEEN);
        return mapping;
    }

    private void put(int row, int code) {
        fill(row);
        if (size == codes.length) {
            codes = Arrays.copyOf(codes, size * 2);
        }
        codes[size++] = code;
        present += code == Codes.NONE ? 0 : 1;
    }

    private void fill(int rows) {
        while (size < rows) {
            put(size, Codes.NONE);
        }
    }

    void write(DataOutputStream out, int rows, Wire.Writer<? super List<T>> dictionary) throws IOException {
        fill(rows);
        PackedCodes.write(out, codes, rows, values, dictionary);
    }

    /** As it takes less room: with all rows, or with those that have something. */
    void writeShorter(DataOutputStream out, int rows, Wire.Writer<? super List<T>> dictionary) throws IOException {
        boolean isSparse = Segment.isSparse(present, rows);
        out.writeBoolean(isSparse);
        if (!isSparse) {
            write(out, rows, dictionary);
            return;
        }
        fill(rows);
        long[] there = new long[present];
        int[] theirs = new int[present];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (codes[row] != Codes.NONE) {
                there[count] = row;
                theirs[count++] = codes[row];
            }
        }
        PackedLongs.write(out, there, count);
        PackedCodes.write(out, theirs, count, values, dictionary);
    }
}
