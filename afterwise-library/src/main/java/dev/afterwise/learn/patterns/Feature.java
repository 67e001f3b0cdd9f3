package dev.afterwise.learn.patterns;

import java.util.List;

/**
 * Something that may be so in the steps of an execution, or the executions of which it can be asked.
 *
 * @param a a step by its number; or, of {@link Sort#LONG}, a place
 * @param b the next step, or -1; of {@link Sort#AMONG}, the last place that counts
 * @param c the third step, or -1
 */
record Feature(Sort sort, int a, int b, int c) {
    private static final int BITS = 16;
    private static final int MASK = (1 << BITS) - 1;

    enum Sort {
        /** The step is among the first ones. Of those that have so many. */
        AMONG,
        /** The first time of one is before the first time of the other. Of those that have both. */
        BEFORE,
        /** One is followed by the other. Of those in which it is followed by something. */
        THEN,
        /** Two that follow each other are followed by a third. Of those in which they are followed by something. */
        THEN_THEN,
        /** There are more steps than so many. */
        LONG,
        /** A step is followed by something. */
        FOLLOWED,
        /** Two that follow each other are followed by something. */
        BOTH_FOLLOWED
    }

    static Feature of(long key) {
        return new Feature(Sorts.at((int) (key >>> (3 * BITS))), part(key, 2), part(key, 1), part(key, 0));
    }

    private static int part(long key, int at) {
        return (int) ((key >>> (at * BITS)) & MASK) - 1;
    }

    long key() {
        return ((long) Sorts.number(sort) << (3 * BITS))
                | ((long) (a + 1) << (2 * BITS))
                | ((long) (b + 1) << BITS)
                | (c + 1);
    }

    /** Numbers of sorts, which are never stored. */
    private static final class Sorts {
        private static final List<Sort> ALL = List.of(Sort.values());

        static Sort at(int number) {
            return ALL.get(number);
        }

        static int number(Sort sort) {
            return ALL.indexOf(sort);
        }
    }

    boolean isQuestion() {
        return switch (sort) {
            case AMONG, BEFORE, THEN, THEN_THEN -> true;
            case LONG, FOLLOWED, BOTH_FOLLOWED -> false;
        };
    }

    /** The steps that it is about. */
    List<Integer> ids() {
        return switch (sort) {
            case AMONG, FOLLOWED -> List.of(a);
            case BEFORE, THEN, BOTH_FOLLOWED -> List.of(a, b);
            case THEN_THEN -> List.of(a, b, c);
            case LONG -> List.of();
        };
    }
}
