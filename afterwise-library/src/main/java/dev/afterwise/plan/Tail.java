package dev.afterwise.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * The last part of what a stream says, read by a thread of its own so that whoever writes never waits. What does not print
 * (terminal escapes, NUL) is left out.
 */
final class Tail implements AutoCloseable {
    private static final int KEPT_BYTES = 64 * 1024;
    private static final int LONGEST_SECRET = 4 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final InputStream stream;
    private final byte[] ring = new byte[KEPT_BYTES];
    private final Thread reader;
    private final Transcript.Stream said;
    private long seen;

    /** @param transcript of whatever is said */
    Tail(InputStream stream, Transcript transcript) {
        this.stream = stream;
        this.said = transcript.stream();
        this.reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        var buffer = new byte[8 * 1024];
        try {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                keep(buffer, n);
                said.take(buffer, n);
            }
        } catch (IOException closed) {
            // Nobody listens any more: what was said up to now is all there is.
        } finally {
            said.flush();
        }
    }

    private synchronized void keep(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (seen++ % KEPT_BYTES)] = bytes[i];
        }
    }

    /** What was said, once the stream has ended; after a second what was said up to then, for a child may hold it open. */
    String text() throws InterruptedException {
        reader.join(PATIENCE);
        return printable(new String(kept(), StandardCharsets.UTF_8));
    }

    private synchronized byte[] kept() {
        int length = (int) Math.min(seen, KEPT_BYTES);
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((seen - length + i) % KEPT_BYTES)];
        }
        return seen > KEPT_BYTES ? wholeLines(bytes) : bytes;
    }

    /** Half a line may be half a secret, which nobody would recognise; of a very long line only as much is left out as one has. */
    private static byte[] wholeLines(byte[] bytes) {
        int first = 0;
        while (first < LONGEST_SECRET && bytes[first] != '\n') {
            first++;
        }
        return Arrays.copyOfRange(bytes, first + 1, bytes.length);
    }

    static String printable(String text) {
        String plain = text.replaceAll("\u001b\\[[0-9;?]*[ -/]*[@-~]", "");
        return plain.codePoints()
                .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException alreadyGone) {
            // It is closed, which is what was wanted.
        }
    }
}
