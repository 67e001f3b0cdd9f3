package dev.afterwise.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, of which none needs more memory than the longest that is allowed. For one thread. */
final class Lines {
    private static final int CHUNK = 65_536;

    private final InputStream in;
    private final int maxBytes;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int filled;
    private boolean isCut;
    private boolean isEnded;

    Lines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** The next line without its end, or null if there is none. Of a line that is too long, the beginning. */
    byte @Nullable [] next() throws IOException {
        isCut = false;
        if (at == filled && !fill()) {
            return null;
        }
        var line = new ByteArrayOutputStream(256);
        boolean isOver = false;
        while (!isOver && (at < filled || fill())) {
            int end = at;
            while (end < filled && chunk[end] != '\n') {
                end++;
            }
            int kept = Math.min(end - at, maxBytes - line.size());
            line.write(chunk, at, kept);
            isCut |= kept < end - at;
            isOver = end < filled;
            at = isOver ? end + 1 : end;
        }
        isEnded = isOver;
        return line.toByteArray();
    }

    /** Whether the line that {@link #next} gave last was too long. */
    boolean isCut() {
        return isCut;
    }

    /** Whether the line that {@link #next} gave last has an end; only the last of a file may have none. */
    boolean isEnded() {
        return isEnded;
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, in.read(chunk));
        return filled > 0;
    }
}
