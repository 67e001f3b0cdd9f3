package dev.afterwise.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The bodies of requests, however they are packed. */
final class Bodies {
    /** How large a body may be, packed or not: what the specification of OTLP recommends. */
    static final int MOST = 64 << 20;

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
    static byte[] unzipped(byte[] packed) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 13)) {
            byte[] body = in.readNBytes(MOST + 1);
            if (body.length > MOST) {
                throw new TooLargeException();
            }
            return body;
        }
    }
}
