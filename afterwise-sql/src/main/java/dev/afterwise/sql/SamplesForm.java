package dev.afterwise.sql;

import dev.afterwise.Histogram;
import dev.afterwise.Metric;
import dev.afterwise.Samples;
import dev.afterwise.json.UnreadableException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/**
 * What samples add up to, as bytes: a version, the sum, the newest value and when it was taken, then the buckets of the histogram
 * in ascending order, each as the distance of its key from the one before and its count.
 */
final class SamplesForm {
    private static final byte VERSION = 1;
    private static final int LONGEST_NUMBER = 10;
    private static final int MORE = 0x80;

    private SamplesForm() {}

    static byte[] write(Samples samples) {
        var counts = samples.values().counts();
        var bytes = ByteBuffer.allocate(1 + 3 * Long.BYTES + LONGEST_NUMBER * (1 + 2 * counts.size()));
        bytes.put(VERSION).putDouble(samples.sum()).putDouble(samples.last()).putLong(Micros.floor(samples.lastAt()));
        putNumber(bytes, counts.size());
        long before = Integer.MIN_VALUE;
        for (var entry : counts.entrySet()) {
            putNumber(bytes, entry.getKey() - before);
            putNumber(bytes, entry.getValue());
            before = entry.getKey();
        }
        byte[] all = new byte[bytes.position()];
        bytes.flip().get(all);
        return all;
    }

    /** @throws UnreadableException if these are not such bytes */
    static Samples read(Metric metric, String component, byte[] all) {
        var bytes = ByteBuffer.wrap(all);
        try {
            if (bytes.get() != VERSION) {
                throw new UnreadableException("what samples add up to must be of version " + VERSION);
            }
            double sum = bytes.getDouble();
            double last = bytes.getDouble();
            var lastAt = Micros.instant(bytes.getLong());
            var counts = new TreeMap<Integer, Long>();
            long key = Integer.MIN_VALUE;
            for (long i = number(bytes); i > 0; i--) {
                key += number(bytes);
                counts.put(Math.toIntExact(key), number(bytes));
            }
            return new Samples(metric, component, Histogram.of(counts), sum, last, lastAt);
        } catch (BufferUnderflowException | ArithmeticException e) {
            throw new UnreadableException("what samples add up to is not whole");
        }
    }

    /** Seven bits a byte, the lowest first. */
    private static void putNumber(ByteBuffer bytes, long number) {
        long rest = number;
        while ((rest & -MORE) != 0) {
            bytes.put((byte) (rest | MORE));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    private static long number(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            number |= (long) (next & (MORE - 1)) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }
}
