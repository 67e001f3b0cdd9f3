package dev.afterwise.segment;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of values that occur again and again: each has a small number, its code, and each row has a code. Immutable.
 *
 * @param <T> what the values are
 */
public interface Codes<T> {
    /** What {@link #code} is where there is no value. */
    int NONE = -1;

    /** How many rows there are. */
    int size();

    /** From 0 to one less than there are values, or {@link #NONE}. */
    int code(int row);

    /** The values by their codes, each once. Some may occur in no row. */
    List<T> values();

    /** The value in a row, or null if there is none. */
    default @Nullable T at(int row) {
        int code = code(row);
        return code == NONE ? null : values().get(code);
    }

    /** The rows that have this code, which may be {@link #NONE}. */
    default BitSet rows(int code) {
        var rows = new BitSet(size());
        for (int row = 0; row < size(); row++) {
            if (code(row) == code) {
                rows.set(row);
            }
        }
        return rows;
    }
}
