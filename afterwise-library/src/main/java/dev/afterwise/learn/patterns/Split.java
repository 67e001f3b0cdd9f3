package dev.afterwise.learn.patterns;

import java.util.function.IntPredicate;

/**
 * Executions parted in two, and some of no concern.
 *
 * @param circumstance what holds of the first part
 * @param sides which part each is in
 */
record Split(Circumstance circumstance, Sides sides) {
    static final byte OF_NO_CONCERN = 0;
    static final byte WITHOUT = 1;
    static final byte WITH = 2;

    /** Where each execution of a sample is. */
    @FunctionalInterface
    interface Sides {
        /** {@link #WITH}, {@link #WITHOUT} or {@link #OF_NO_CONCERN}. */
        byte of(int i);
    }

    static Split of(Circumstance circumstance, IntPredicate isWith) {
        return new Split(circumstance, i -> isWith.test(i) ? WITH : WITHOUT);
    }

    /** This split, but only of those. */
    Split among(IntPredicate others) {
        return new Split(circumstance, i -> others.test(i) ? sides.of(i) : OF_NO_CONCERN);
    }

    /** What this says of the other part. */
    Split reversed(Circumstance opposite) {
        return new Split(opposite, i -> {
            byte side = sides.of(i);
            return side == OF_NO_CONCERN ? side : (byte) (WITH + WITHOUT - side);
        });
    }

    boolean holds(int i) {
        return sides.of(i) == WITH;
    }
}
