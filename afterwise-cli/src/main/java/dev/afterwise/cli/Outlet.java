package dev.afterwise.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the process, which never throws: when nobody reads it any more, what is written is dropped; any other failure is
 * kept for whoever asks. For one thread at a time.
 */
final class Outlet extends OutputStream {
    private final OutputStream out;
    private boolean isClosed;
    private @Nullable IOException failure;

    Outlet(OutputStream out) {
        this.out = out;
    }

    /** What prints to it, in UTF-8, whatever the machine's own encoding. */
    PrintStream stream() {
        return new PrintStream(this, false, StandardCharsets.UTF_8);
    }

    /** Why not all could be written; null if all was, or its reader had read enough. */
    @Nullable
    IOException failure() {
        return failure;
    }

    boolean hasFailed() {
        return failure != null;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        if (!isClosed) {
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                isClosed = true;
                failure = String.valueOf(e.getMessage()).contains("Broken pipe") ? null : e;
            }
        }
    }
}
