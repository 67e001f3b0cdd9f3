package dev.afterwise.learn.stats;

import java.util.Arrays;

/**
 * In which order numbers have to be taken so that they rise. The first bits of each number and its place are sorted as one whole
 * number, and where the first bits don't tell numbers apart, those are sorted again.
 */
final class Order {
    private static final int MANY = 50_000;
    private static final int DIGIT = 11;

    private Order() {}

    /** The places of the numbers, the least first; not a number comes last. */
    static int[] of(double... numbers) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(numbers.length);
        long places = (1L << bits) - 1;
        long[] keys = new long[numbers.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (rising(numbers[i]) & ~places) | i;
        }
        keys = sorted(keys, bits);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) (keys[i] & places);
        }
        for (int from = 0; from < order.length; ) {
            int until = from + 1;
            while (until < order.length && (keys[until] & ~places) == (keys[from] & ~places)) {
                until++;
            }
            settle(numbers, order, from, until);
            from = until;
        }
        return order;
    }

    /** Sorted by all but these last bits, which rise already: by the last of the other digits first, digit by digit. */
    private static long[] sorted(long[] keys, int bits) {
        if (keys.length < MANY) {
            Arrays.sort(keys);
            return keys;
        }
        long[] from = keys;
        long[] to = new long[keys.length];
        for (int shift = bits; shift < Long.SIZE; shift += DIGIT) {
            int[] starts = new int[(1 << DIGIT) + 1];
            for (long key : from) {
                starts[digit(key, shift) + 1]++;
            }
            for (int i = 0; i < (1 << DIGIT); i++) {
                starts[i + 1] += starts[i];
            }
            for (long key : from) {
                to[starts[digit(key, shift)]++] = key;
            }
            long[] swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }

    /** Negative keys come first. */
    private static int digit(long key, int shift) {
        return (int) ((key ^ Long.MIN_VALUE) >>> shift) & ((1 << DIGIT) - 1);
    }

    /** A whole number that rises with the number; both zeros are one. */
    private static long rising(double number) {
        long bits = Double.doubleToLongBits(number + 0.0);
        return bits < 0 ? ~bits ^ Long.MIN_VALUE : bits;
    }

    /** Sorts those whose first bits are the same, unless they are equal anyway. */
    private static void settle(double[] numbers, int[] order, int from, int until) {
        boolean rises = true;
        for (int i = from + 1; i < until && rises; i++) {
            rises = numbers[order[i - 1]] <= numbers[order[i]];
        }
        if (rises || Double.isNaN(numbers[order[from]])) {
            return;
        }
        double[] values = new double[until - from];
        int[] before = Arrays.copyOfRange(order, from, until);
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers[before[i]];
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int[] taken = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            int first = firstPlace(sorted, values[i]);
            order[from + first + taken[first]++] = before[i];
        }
    }

    private static int firstPlace(double[] sorted, double number) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
