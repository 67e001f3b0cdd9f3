package dev.afterwise.sql.cube;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes to which whole numbers and texts are added, small numbers taking one byte. For one thread. */
final class Packed {
    private byte[] bytes = new byte[512];
    private int size;

    Packed number(long number) {
        reserve(10);
        if (number >= 0 && number < 0x80) {
            bytes[size++] = (byte) number;
            return this;
        }
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    Packed text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return number(utf8.length).raw(utf8, utf8.length);
    }

    Packed append(Packed other) {
        return raw(other.bytes, other.size);
    }

    Packed bytes(byte[] some) {
        return number(some.length).raw(some, some.length);
    }

    private Packed raw(byte[] some, int length) {
        reserve(length);
        System.arraycopy(some, 0, bytes, size, length);
        size += length;
        return this;
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
