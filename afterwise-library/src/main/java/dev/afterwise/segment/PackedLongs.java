package dev.afterwise.segment;

import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Whole numbers in as few bits as their range takes: the least of them, then each as its distance from that. So any is found by
 * its row, without reading those before it. Immutable.
 */
final class PackedLongs {
    /** Reading takes whole words, so there must be a word's worth of bytes after the last number. */
    static final int MARGIN = Long.BYTES;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** With more bits than that a number may begin in one word and end in the next. */
    private static final int MOST_BITS = 57;

    private final byte[] bytes;
    private final int start;
    private final int size;
    private final int bits;
    private final long mask;
    private final long least;

    private PackedLongs(byte[] bytes, int start, int size, int bits, long least) {
        this.bytes = bytes;
        this.start = start;
        this.size = size;
        this.bits = bits;
        this.mask = mask(bits);
        this.least = least;
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L >>> (Long.SIZE - bits);
    }

    int size() {
        return size;
    }

    long at(int row) {
        long bit = (long) row * bits;
        long word = (long) WORD.get(bytes, start + (int) (bit >>> 3));
        return least + ((word >>> (bit & 7)) & mask);
    }

    /** How many bytes it takes to write these, about. */
    static long bytes(long least, long greatest, int count) {
        return ((long) bits(least, greatest) * count) >>> 3;
    }

    private static int bits(long least, long greatest) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(greatest - least);
        return bits > MOST_BITS ? Long.SIZE : bits;
    }

    static void write(DataOutputStream out, long[] values, int count) throws IOException {
        long least = count == 0 ? 0 : values[0];
        long greatest = least;
        for (int i = 1; i < count; i++) {
            least = Math.min(least, values[i]);
            greatest = Math.max(greatest, values[i]);
        }
        int bits = bits(least, greatest);
        out.writeInt(count);
        out.writeLong(least);
        out.writeByte(bits);
        byte[] packed = new byte[length(count, bits) + MARGIN];
        for (int i = 0; bits > 0 && i < count; i++) {
            long bit = (long) i * bits;
            int at = (int) (bit >>> 3);
            WORD.set(packed, at, (long) WORD.get(packed, at) | ((values[i] - least) << (bit & 7)));
        }
        out.write(packed, 0, packed.length - MARGIN);
    }

    /** @throws IllegalArgumentException if this is no such column */
    @SuppressWarnings("ByteBufferBackingArray") // Whoever reads wraps an array from its beginning.
    static PackedLongs read(ByteBuffer in) {
        int size = in.getInt();
        long least = in.getLong();
        int bits = in.get();
        if (size < 0 || bits < 0 || bits > Long.SIZE || (bits > MOST_BITS && bits < Long.SIZE)) {
            throw new IllegalArgumentException(
                    "A packed column must have (%d) numbers of (%d) bits, but there can't be such."
                            .formatted(size, bits));
        }
        int start = in.position();
        int length = length(size, bits);
        if (length > in.remaining() - MARGIN) {
            throw new IllegalArgumentException("A packed column must be whole, but it was cut short.");
        }
        in.position(start + length);
        return new PackedLongs(in.array(), start, size, bits, least);
    }

    private static int length(int count, int bits) {
        return Math.toIntExact(((long) count * bits + 7) >>> 3);
    }

    /** Whether all are at least 0 and less than this. */
    boolean isBelow(int limit) {
        if (least >= 0 && limit > least && mask >= 0 && mask < limit - least) {
            return true;
        }
        for (int row = 0; row < size; row++) {
            long value = at(row);
            if (value < 0 || value >= limit) {
                return false;
            }
        }
        return true;
    }
}
