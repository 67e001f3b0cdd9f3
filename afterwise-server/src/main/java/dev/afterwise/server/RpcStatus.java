package dev.afterwise.server;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The binary form of {@code google.rpc.Status}, of which OTLP needs little. */
final class RpcStatus {
    static final int OK = 0;
    static final int INVALID_ARGUMENT = 3;
    static final int PERMISSION_DENIED = 7;
    static final int RESOURCE_EXHAUSTED = 8;
    static final int UNIMPLEMENTED = 12;
    static final int INTERNAL = 13;
    static final int UNAVAILABLE = 14;
    static final int UNAUTHENTICATED = 16;

    private static final int CODE = 1;
    private static final int MESSAGE = 2;
    private static final int DETAILS = 3;

    /** In {@code google.protobuf.Any}. */
    private static final int TYPE_URL = 1;

    private static final int VALUE = 2;
    private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

    private RpcStatus() {}

    static byte[] of(int code, String message) {
        return written(out -> {
            out.writeInt32(CODE, code);
            out.writeString(MESSAGE, message);
        });
    }

    /** With the detail that tells clients of OTLP to send again, after so many seconds. */
    static byte[] retryable(int code, String message, long seconds) {
        byte[] delay = written(out -> out.writeInt64(1, seconds));
        byte[] retryInfo = written(out -> out.writeByteArray(1, delay));
        byte[] detail = written(out -> {
            out.writeString(TYPE_URL, RETRY_INFO);
            out.writeByteArray(VALUE, retryInfo);
        });
        return written(out -> {
            out.writeInt32(CODE, code);
            out.writeString(MESSAGE, message);
            out.writeByteArray(DETAILS, detail);
        });
    }

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writing.to(out);
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("Memory can always be written, but it can't.", e);
        }
        return bytes.toByteArray();
    }
}
