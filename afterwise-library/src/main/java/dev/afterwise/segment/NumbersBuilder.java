package dev.afterwise.segment;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/** A column of numbers that is being filled, row by row; rows that are left out have none. For one thread. */
final class NumbersBuilder {
    private final boolean isWhole;
    private final BitSet present = new BitSet();
    private long[] whole = new long[0];
    private double[] real = new double[0];

    private NumbersBuilder(boolean isWhole) {
        this.isWhole = isWhole;
    }

    static NumbersBuilder ofWhole() {
        return new NumbersBuilder(true);
    }

    static NumbersBuilder ofReal() {
        return new NumbersBuilder(false);
    }

    void put(int row, long number) {
        if (row >= whole.length) {
            whole = Arrays.copyOf(whole, larger(row));
        }
        whole[row] = number;
        present.set(row);
    }

    /** Zero has no sign here: not every store keeps it. */
    void put(int row, double number) {
        if (row >= real.length) {
            real = Arrays.copyOf(real, larger(row));
        }
        real[row] = number + 0.0;
        present.set(row);
    }

    private static int larger(int row) {
        return Math.max(64, (row + 1) * 2);
    }

    /** Takes a row over from another column. */
    void put(int row, Numbers other, int otherRow) {
        if (!other.has(otherRow)) {
            return;
        }
        if (isWhole) {
            put(row, other.whole(otherRow));
        } else {
            put(row, other.at(otherRow));
        }
    }

    void write(DataOutputStream out, int rows) throws IOException {
        write(out, whole, real, present, rows);
    }

    private void write(DataOutputStream out, long[] ofWhole, double[] ofReal, BitSet there, int rows)
            throws IOException {
        if (isWhole) {
            PackedNumbers.writeWhole(out, Arrays.copyOf(ofWhole, rows), there, rows);
        } else {
            PackedNumbers.writeReal(out, Arrays.copyOf(ofReal, rows), there, rows);
        }
    }

    /** As it takes less room: with all rows, or with those that have a number. */
    void writeShorter(DataOutputStream out, int rows) throws IOException {
        int count = present.cardinality();
        boolean isSparse = Segment.isSparse(count, rows);
        out.writeBoolean(isSparse);
        if (!isSparse) {
            write(out, rows);
            return;
        }
        int[] there = present.stream().toArray();
        PackedLongs.write(out, Arrays.stream(there).asLongStream().toArray(), count);
        var all = new BitSet(count);
        all.set(0, count);
        write(
                out,
                isWhole ? Arrays.stream(there).mapToLong(row -> whole[row]).toArray() : whole,
                isWhole
                        ? real
                        : Arrays.stream(there).mapToDouble(row -> real[row]).toArray(),
                all,
                count);
    }
}
