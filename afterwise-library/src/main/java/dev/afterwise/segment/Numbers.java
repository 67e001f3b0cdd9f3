package dev.afterwise.segment;

/** A column of numbers, in which zero has no sign. Immutable. */
public interface Numbers {
    /** How many rows there are. */
    int size();

    /** Not a number where there is none. */
    double at(int row);

    /** Whether there is a number in this row. */
    boolean has(int row);

    /**
     * The number without its fraction, exact where it has none: beyond 2^53, doubles are not. Means nothing where there is none.
     */
    long whole(int row);
}
