package dev.afterwise.plan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt prints, line by line without secrets and without what does not print, in a file. When the file is full it is put
 * aside ({@code .old}, in place of the one before) and another is begun: so the newest half of {@value #MOST_BYTES} bytes is there
 * at least. Safe for use by many threads, one for each stream.
 */
final class Transcript implements AutoCloseable {
    static final int MOST_BYTES = 1024 * 1024;

    /** Keeps nothing. */
    static final Transcript NONE = new Transcript(null, UnaryOperator.identity(), new FileAttribute<?>[0]);

    private static final int LONGEST_LINE = 16 * 1024;

    private final @Nullable Path file;
    private final UnaryOperator<String> redacted;
    private final FileAttribute<?>[] attributes;
    private @Nullable FileChannel channel;
    private long written;

    private Transcript(@Nullable Path file, UnaryOperator<String> redacted, FileAttribute<?>[] attributes) {
        this.file = file;
        this.redacted = redacted;
        this.attributes = attributes.clone();
    }

    static Transcript to(Path file, UnaryOperator<String> redacted, FileAttribute<?>[] attributes) throws IOException {
        var transcript = new Transcript(file, redacted, attributes);
        transcript.channel = transcript.begun(file);
        return transcript;
    }

    private FileChannel begun(Path at) throws IOException {
        written = 0;
        Files.deleteIfExists(at);
        return FileChannel.open(at, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), attributes);
    }

    /** One stream that is written down in whole lines. For one thread. */
    final class Stream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        /** Takes what was read. */
        void take(byte[] bytes, int count) {
            if (file == null) {
                return;
            }
            for (int i = 0; i < count; i++) {
                line.write(bytes[i]);
                if (bytes[i] == '\n' || line.size() >= LONGEST_LINE) {
                    flush();
                }
            }
        }

        /** Nothing more comes. */
        void flush() {
            if (line.size() > 0) {
                write(line.toString(StandardCharsets.UTF_8));
                line.reset();
            }
        }
    }

    Stream stream() {
        return new Stream();
    }

    private synchronized void write(String line) {
        if (channel == null || file == null) {
            return;
        }
        byte[] bytes = redacted.apply(Tail.printable(line)).getBytes(StandardCharsets.UTF_8);
        try {
            if (written + bytes.length > MOST_BYTES / 2) {
                channel.close();
                Files.move(file, file.resolveSibling(file.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
                channel = begun(file);
            }
            channel.write(ByteBuffer.wrap(bytes));
            written += bytes.length;
        } catch (IOException full) {
            // The disk takes no more: the step goes on without being written down.
            close();
        }
    }

    @Override
    public synchronized void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                // Nothing more was to be written.
            }
            channel = null;
        }
    }
}
