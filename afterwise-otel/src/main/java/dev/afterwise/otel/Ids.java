package dev.afterwise.otel;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/** The ids of traces and spans, as bytes and as hexadecimal digits. */
final class Ids {
    static final int TRACE_BYTES = 16;
    static final int SPAN_BYTES = 8;

    private Ids() {}

    /** Whether it has another length, or is all zeros, which the specification calls invalid. */
    static boolean isNone(ByteString id, int bytes) {
        if (id.size() != bytes) {
            return true;
        }
        for (int i = 0; i < bytes; i++) {
            if (id.byteAt(i) != 0) {
                return false;
            }
        }
        return true;
    }

    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }
}
