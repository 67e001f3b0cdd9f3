package dev.afterwise.segment;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How texts and lists are written among columns. */
final class Wire {
    private Wire() {}

    /** Writes one value. */
    interface Writer<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    /** Reads one value. */
    interface Reader<T> {
        T read(ByteBuffer in);
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    @SuppressWarnings("ByteBufferBackingArray") // Whoever reads wraps an array from its beginning.
    static String text(ByteBuffer in) {
        int length = count(in);
        String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    /** A number that something of the rest is counted by, of which each takes at least a byte. */
    static int count(ByteBuffer in) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new IllegalArgumentException("What is packed must be whole, but it was cut short.");
        }
        return count;
    }

    static <T> void list(DataOutputStream out, List<T> values, Writer<? super T> writer) throws IOException {
        out.writeInt(values.size());
        for (T each : values) {
            writer.write(out, each);
        }
    }

    static <T> List<T> list(ByteBuffer in, Reader<T> reader) {
        int count = count(in);
        var values = new ArrayList<T>(count);
        for (int i = 0; i < count; i++) {
            values.add(reader.read(in));
        }
        return List.copyOf(values);
    }
}
