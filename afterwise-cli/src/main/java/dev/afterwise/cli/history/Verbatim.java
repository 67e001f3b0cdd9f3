package dev.afterwise.cli.history;

import dev.afterwise.json.ExecutionLines;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream that remembers, byte by byte, the lines that its reader got with its last read and may still be working on. It
 * needs memory for the longest line that is allowed, and for one read. For one thread.
 */
final class Verbatim extends FilterInputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    /** The number, from 1, of the line with which {@code kept} begins. */
    private int first = 1;
    /** How many lines end in {@code kept}, and where the one begins that doesn't. */
    private int ended;

    private int rest;
    /** Whether the line that doesn't end is too long to keep. */
    private boolean isSkipping;

    Verbatim(InputStream in) {
        super(in);
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int count = super.read(into, from, most);
        if (count > 0) {
            forgetEnded();
            keep(into, from, from + count);
        }
        return count;
    }

    /** The line without its end; null if it is too long, or its reader has gone on since. */
    byte @Nullable [] line(int number) {
        if (number < first || number > first + ended || (isSkipping && number == first + ended)) {
            return null;
        }
        byte[] bytes = kept.toByteArray();
        int start = 0;
        for (int line = first; line < number; line++) {
            start = end(bytes, start, bytes.length) + 1;
        }
        return Arrays.copyOfRange(bytes, start, end(bytes, start, bytes.length));
    }

    /** Whoever reads on is done with all lines that have ended. */
    private void forgetEnded() {
        if (ended > 0) {
            byte[] bytes = kept.toByteArray();
            kept.reset();
            kept.write(bytes, rest, bytes.length - rest);
            first += ended;
            ended = 0;
            rest = 0;
        }
    }

    private void keep(byte[] bytes, int from, int until) {
        int start = from;
        if (isSkipping) {
            start = end(bytes, from, until) + 1;
            if (start > until) {
                return;
            }
            isSkipping = false;
            first++;
        }
        for (int end = end(bytes, start, until); end < until; end = end(bytes, end + 1, until)) {
            ended++;
            rest = kept.size() + end + 1 - start;
        }
        kept.write(bytes, start, until - start);
        if (kept.size() - rest > ExecutionLines.MAX_LINE_BYTES) {
            kept.reset();
            isSkipping = true;
        }
    }

    private static int end(byte[] bytes, int from, int until) {
        int end = from;
        while (end < until && bytes[end] != '\n') {
            end++;
        }
        return end;
    }
}
