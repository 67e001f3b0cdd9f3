package dev.afterwise.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The bodies of requests, however they are packed. */
final class Bodies {
    /** How large a body may be, packed or not: what the specification of OTLP recommends. */
    static final int MOST = 64 << 20;

    private static final int PART = 1 << 16;

    /** Why a body can't be taken. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLargeException() {
            super("A request must have at most %d bytes, also when unpacked, but this has more.".formatted(MOST));
        }
    }

    private Bodies() {}

    /**
     * What was packed by gzip.
     *
     * @throws TooLargeException if it is larger than {@link #MOST}
     * @throws IOException if it isn't gzip
     */
    static byte[] unzipped(byte[] packed, Room.Place place) throws IOException {
        var body = new ByteArrayOutputStream(Math.max(PART, packed.length));
        byte[] part = new byte[PART];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 13)) {
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                if (body.size() + read > MOST) {
                    throw new TooLargeException();
                }
                place.take(read);
                body.write(part, 0, read);
            }
        }
        return body.toByteArray();
    }
}
