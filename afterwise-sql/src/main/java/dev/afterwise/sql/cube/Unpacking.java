package dev.afterwise.sql.cube;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link Packed} wrote, from the start to the end. Whatever is not that is refused. For one thread. */
final class Unpacking {
    private final byte[] bytes;
    private int at;

    Unpacking(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException if this was not written by this version */
    void demandVersion(int version) {
        long found = number();
        if (found != version) {
            throw new IllegalArgumentException(
                    "What is packed must be of version %d, but this is of version %d.".formatted(version, found));
        }
    }

    long number() {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == bytes.length) {
                throw cut();
            }
            byte next = bytes[at++];
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("A packed number must have at most 10 bytes, but this has more.");
    }

    /** A number that something of the rest is to be counted by: each takes at least one byte. */
    int count() {
        long count = number();
        if (count < 0 || count > bytes.length - at) {
            throw cut();
        }
        return (int) count;
    }

    String text() {
        int length = count();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        int length = count();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    boolean isDone() {
        return at == bytes.length;
    }

    int left() {
        return bytes.length - at;
    }

    private static IllegalArgumentException cut() {
        return new IllegalArgumentException("What is packed must be whole, but it was cut short.");
    }
}
