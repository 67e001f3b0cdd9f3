package dev.afterwise.segment;

import java.util.List;

/** Columns in which there is nothing. */
final class Absent {
    private Absent() {}

    private record NoCodes<T>(int size) implements Codes<T> {
        @Override
        public int code(int row) {
            return NONE;
        }

        @Override
        public List<T> values() {
            return List.of();
        }
    }

    private record NoNumbers(int size) implements Numbers {
        @Override
        public double at(int row) {
            return Double.NaN;
        }

        @Override
        public boolean has(int row) {
            return false;
        }

        @Override
        public long whole(int row) {
            return 0;
        }
    }

    static <T> Codes<T> codes(int size) {
        return new NoCodes<>(size);
    }

    static Numbers numbers(int size) {
        return new NoNumbers(size);
    }
}
