package dev.afterwise.learn.templates;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a template: 16 hex digits of a hash over its tokens when it was first seen, so the same on every machine and
 * after every restart.
 */
public record TemplateId(String hex) {
    private static final int BYTES = 8;

    static TemplateId of(String tokens) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(tokens.getBytes(StandardCharsets.UTF_8));
            return new TemplateId(HexFormat.of().formatHex(hash, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must offer SHA-256, but this one does not.", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
