package dev.afterwise.segment;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A dictionary, and where in it the value of each row is.
 *
 * @param places one more than the code, so that nothing is 0
 */
record PackedCodes<T>(PackedLongs places, List<T> values) implements Codes<T> {
    @Override
    public int size() {
        return places.size();
    }

    @Override
    public int code(int row) {
        return (int) places.at(row) - 1;
    }

    static <T> void write(
            DataOutputStream out, int[] codes, int size, List<T> values, Wire.Writer<? super List<T>> dictionary)
            throws IOException {
        dictionary.write(out, values);
        long[] places = new long[size];
        for (int row = 0; row < size; row++) {
            places[row] = codes[row] + 1L;
        }
        PackedLongs.write(out, places, size);
    }

    /** @throws IllegalArgumentException if this is no such column */
    static <T> PackedCodes<T> read(ByteBuffer in, Wire.Reader<List<T>> dictionary) {
        List<T> values = dictionary.read(in);
        PackedLongs places = PackedLongs.read(in);
        if (!places.isBelow(values.size() + 1)) {
            throw new IllegalArgumentException(
                    "The codes of a packed column must be in its dictionary of %d, but one is not."
                            .formatted(values.size()));
        }
        return new PackedCodes<>(places, values);
    }
}
