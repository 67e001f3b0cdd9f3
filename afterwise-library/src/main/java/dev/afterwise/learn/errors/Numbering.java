package dev.afterwise.learn.errors;

import java.util.Arrays;

/** Small numbers for large ones, in the order in which they come: an open hash table without boxes. For one thread. */
final class Numbering {
    private static final int NONE = -1;

    private long[] keys = new long[64];
    private int[] numbers = new int[64];
    private int size;

    Numbering() {
        Arrays.fill(numbers, NONE);
    }

    int size() {
        return size;
    }

    /** The number of this key, from 0; if it is seen for the first time, the next one. */
    int of(long key) {
        int at = place(keys, numbers, key);
        if (numbers[at] == NONE) {
            if (2 * size >= keys.length) {
                grow();
                at = place(keys, numbers, key);
            }
            keys[at] = key;
            numbers[at] = size++;
        }
        return numbers[at];
    }

    private void grow() {
        long[] wider = new long[2 * keys.length];
        int[] theirs = new int[wider.length];
        Arrays.fill(theirs, NONE);
        for (int i = 0; i < keys.length; i++) {
            if (numbers[i] != NONE) {
                int at = place(wider, theirs, keys[i]);
                wider[at] = keys[i];
                theirs[at] = numbers[i];
            }
        }
        keys = wider;
        numbers = theirs;
    }

    private static int place(long[] keys, int[] numbers, long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        int at = (int) (hash >>> 40) & (keys.length - 1);
        while (numbers[at] != NONE && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }
}
