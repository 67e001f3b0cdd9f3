package dev.afterwise.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The entity tag of what is sent: the same for the same bytes, and for no others.
 *
 * @param text as it stands in headers, in quotation marks
 */
record Tag(String text) {
    private static final int BYTES = 12;

    static Tag of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new Tag('"' + HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES)) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Tag of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether whoever asks has it already. */
    boolean isAt(RequestHeaders asked) {
        return Arrays.asList(asked.get(HttpHeaderNames.IF_NONE_MATCH, "").split(" *, *", -1))
                .contains(text);
    }
}
