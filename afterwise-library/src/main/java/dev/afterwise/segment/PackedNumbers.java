package dev.afterwise.segment;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * Numbers in few bits: whole ones as they are, others as whole numbers of tenths, hundredths and so on if that loses nothing, or else
 * by the bits of a double.
 *
 * @param present 1 where there is a number, 0 where there is none
 * @param scale how many decimals; {@link #RAW} if these are the bits of doubles
 */
record PackedNumbers(PackedLongs present, PackedLongs values, int scale) implements Numbers {
    private static final int RAW = -1;
    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};

    /** Up to here all whole numbers are doubles. */
    private static final double EXACT = 1L << 53;

    @Override
    public int size() {
        return present.size();
    }

    @Override
    public boolean has(int row) {
        return present.at(row) != 0;
    }

    @Override
    public double at(int row) {
        if (present.at(row) == 0) {
            return Double.NaN;
        }
        long value = values.at(row);
        return scale == RAW ? Double.longBitsToDouble(value) : (double) value / POWERS[scale];
    }

    @Override
    public long whole(int row) {
        long value = values.at(row);
        return scale == 0 ? value : (long) at(row);
    }

    static void writeWhole(DataOutputStream out, long[] values, BitSet present, int size) throws IOException {
        write(out, values, present, size, 0);
    }

    static void writeReal(DataOutputStream out, double[] values, BitSet present, int size) throws IOException {
        int scale = scale(values, present);
        long[] whole = new long[size];
        for (int row = present.nextSetBit(0); row >= 0; row = present.nextSetBit(row + 1)) {
            whole[row] = scale == RAW ? Double.doubleToRawLongBits(values[row]) : scaled(values[row], scale);
        }
        write(out, whole, present, size, scale);
    }

    private static int scale(double[] values, BitSet present) {
        int scale = 0;
        for (int row = present.nextSetBit(0); row >= 0; row = present.nextSetBit(row + 1)) {
            while (!isExact(values[row], scale)) {
                scale++;
                if (scale == POWERS.length) {
                    return RAW;
                }
            }
        }
        // What has few decimals need not survive being written with more.
        for (int row = present.nextSetBit(0); row >= 0; row = present.nextSetBit(row + 1)) {
            if (!isExact(values[row], scale)) {
                return RAW;
            }
        }
        return scale;
    }

    private static boolean isExact(double value, int scale) {
        double scaled = value * POWERS[scale];
        return Math.abs(scaled) < EXACT
                && Double.doubleToRawLongBits((double) Math.round(scaled) / POWERS[scale])
                        == Double.doubleToRawLongBits(value);
    }

    private static long scaled(double value, int scale) {
        return Math.round(value * POWERS[scale]);
    }

    private static void write(DataOutputStream out, long[] values, BitSet present, int size, int scale)
            throws IOException {
        long[] there = new long[size];
        long[] filled = new long[size];
        int first = present.nextSetBit(0);
        long last = first < 0 ? 0 : values[first];
        for (int row = 0; row < size; row++) {
            there[row] = present.get(row) ? 1 : 0;
            last = present.get(row) ? values[row] : last;
            filled[row] = last;
        }
        out.writeByte(scale);
        PackedLongs.write(out, there, size);
        PackedLongs.write(out, filled, size);
    }

    /** @throws IllegalArgumentException if this is no such column */
    static PackedNumbers read(ByteBuffer in) {
        int scale = in.get();
        if (scale < RAW || scale >= POWERS.length) {
            throw new IllegalArgumentException(
                    "A packed column must have a known scale, but this is (%d).".formatted(scale));
        }
        return new PackedNumbers(PackedLongs.read(in), PackedLongs.read(in), scale);
    }
}
