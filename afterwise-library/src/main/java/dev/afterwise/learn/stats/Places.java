package dev.afterwise.learn.stats;

import org.jspecify.annotations.Nullable;

/**
 * The order of many numbers that are not negative, within some .4 %: what {@link Ranks#shares} gives, in one pass and without
 * sorting. For one thread while it is filled.
 */
public final class Places {
    /** Sign and exponent of a double, and eight bits of what follows: equal numbers and those close to them have equal keys. */
    private static final int SHIFT = 44;

    private static final int KEYS = 1 << 19;

    private final int[] counts = new int[KEYS];
    private double @Nullable [] shares;
    private int size;

    public Places() {}

    /**
     * Adds one.
     *
     * @throws ArrayIndexOutOfBoundsException if it is negative
     */
    public void add(double number) {
        counts[key(number)]++;
        size++;
        shares = null;
    }

    /** Which share of all numbers is less than this one, with half of those that are equal to it. */
    public double share(double number) {
        return shares()[key(number)];
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    private double[] shares() {
        double[] known = shares;
        if (known != null) {
            return known;
        }
        double[] all = new double[KEYS];
        double before = 0;
        for (int key = 0; key < KEYS; key++) {
            all[key] = (before + counts[key] / 2.0) / Math.max(1, size);
            before += counts[key];
        }
        shares = all;
        return all;
    }

    private static int key(double number) {
        return (int) (Double.doubleToRawLongBits(number) >>> SHIFT);
    }
}
