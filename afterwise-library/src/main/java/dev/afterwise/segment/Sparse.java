package dev.afterwise.segment;

import java.util.Arrays;
import java.util.List;

/** Columns of which most rows have nothing: only the rows that have something are there, in ascending order. */
final class Sparse {
    private Sparse() {}

    /** Where in the column of those that are there a row is; negative if it isn't. */
    private static int place(int[] rows, int row) {
        return Arrays.binarySearch(rows, row);
    }

    /** @param there the codes of those rows */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record SparseCodes<T>(int size, int[] rows, Codes<T> there) implements Codes<T> {
        @Override
        public int code(int row) {
            int place = place(rows, row);
            return place < 0 ? NONE : there.code(place);
        }

        @Override
        public List<T> values() {
            return there.values();
        }
    }

    /** @param there the numbers of those rows */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record SparseNumbers(int size, int[] rows, Numbers there) implements Numbers {
        @Override
        public double at(int row) {
            int place = place(rows, row);
            return place < 0 ? Double.NaN : there.at(place);
        }

        @Override
        public boolean has(int row) {
            return place(rows, row) >= 0;
        }

        @Override
        public long whole(int row) {
            int place = place(rows, row);
            return place < 0 ? 0 : there.whole(place);
        }
    }
}
