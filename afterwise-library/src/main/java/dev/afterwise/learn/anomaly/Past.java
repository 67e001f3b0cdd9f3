package dev.afterwise.learn.anomaly;

import java.util.Arrays;

/** The newest values of a series, so many at most. For one thread. */
final class Past {
    private static final int SPARE = 1_024;

    private final int most;
    private final double[] values;
    private int newest;
    private int size;

    Past(int most) {
        this.most = most;
        this.values = new double[most + SPARE];
        this.newest = values.length;
    }

    /** @return whether the values were moved within their array, as they are now and then */
    boolean add(double value) {
        boolean isFull = newest == 0;
        if (isFull) {
            newest = values.length - most + 1;
            System.arraycopy(values, 0, values, newest, most - 1);
        }
        newest--;
        values[newest] = value;
        size = Math.min(size + 1, most);
        return isFull;
    }

    int size() {
        return size;
    }

    /** The value that came so many before the newest. */
    double ago(int steps) {
        return values[newest + steps];
    }

    /** Where the values are: the newest at {@link #newest()}, older ones after it. */
    double[] values() {
        return values;
    }

    int newest() {
        return newest;
    }

    /** Of values from so long ago on, so many. */
    double mean(int ago, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[newest + ago + i];
        }
        return sum / count;
    }

    double median(int ago, int count) {
        return median(Arrays.copyOfRange(values, newest + ago, newest + ago + count));
    }

    /** Sorts them. */
    static double median(double... some) {
        Arrays.sort(some);
        int half = some.length / 2;
        return some.length % 2 == 1 ? some[half] : (some[half - 1] + some[half]) / 2;
    }
}
