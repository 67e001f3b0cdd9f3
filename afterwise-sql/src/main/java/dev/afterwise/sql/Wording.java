package dev.afterwise.sql;

import dev.afterwise.Headline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A text that an execution has, and of what kind it is.
 *
 * @param hash by which both are known: the first eight bytes of their SHA-256
 */
record Wording(Speech kind, String text, long hash) {
    static Wording of(Speech kind, String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(kind.letter.getBytes(StandardCharsets.UTF_8));
            byte[] bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            long hash = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                hash = hash << Byte.SIZE | (bytes[i] & 0xff);
            }
            return new Wording(kind, text, hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must offer SHA-256, but this one does not.", e);
        }
    }

    /** Null where nothing is said. */
    static @Nullable Wording of(Speech kind, Headline headline) {
        String text = switch (kind) {
            case DESCRIPTION -> headline.description();
            case SAID -> headline.said();
        };
        return text.isBlank() ? null : of(kind, text);
    }
}
