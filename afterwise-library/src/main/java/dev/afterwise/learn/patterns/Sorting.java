package dev.afterwise.learn.patterns;

import dev.afterwise.segment.Numbers;
import java.util.Arrays;

/**
 * The rows of a column by their numbers, the smallest first; rows without a number are left out. Sorted digit by digit, which takes a
 * time in proportion to the rows (Knuth, "The Art of Computer Programming", volume 3, 5.2.5).
 */
final class Sorting {
    private static final int BITS = 11;
    private static final int DIGITS = 1 << BITS;

    private long[] keys;
    private int[] rows;

    Sorting(Numbers column) {
        keys = new long[column.size()];
        rows = new int[column.size()];
        int count = 0;
        for (int row = 0; row < column.size(); row++) {
            if (column.has(row)) {
                keys[count] = key(column.at(row));
                rows[count++] = row;
            }
        }
        keys = Arrays.copyOf(keys, count);
        rows = Arrays.copyOf(rows, count);
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            sort(shift);
        }
    }

    /** Bits that are in the order of the numbers when they are read without a sign. */
    private static long key(double number) {
        long bits = Double.doubleToLongBits(number + 0.0);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    private void sort(int shift) {
        int[] ends = new int[DIGITS + 1];
        for (long key : keys) {
            ends[digit(key, shift) + 1]++;
        }
        if (keys.length == 0 || ends[digit(keys[0], shift) + 1] == keys.length) {
            return;
        }
        for (int digit = 0; digit < DIGITS; digit++) {
            ends[digit + 1] += ends[digit];
        }
        long[] sortedKeys = new long[keys.length];
        int[] sortedRows = new int[rows.length];
        for (int i = 0; i < keys.length; i++) {
            int to = ends[digit(keys[i], shift)]++;
            sortedKeys[to] = keys[i];
            sortedRows[to] = rows[i];
        }
        keys = sortedKeys;
        rows = sortedRows;
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & (DIGITS - 1);
    }

    int size() {
        return rows.length;
    }

    int row(int place) {
        return rows[place];
    }
}
