package dev.afterwise;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server remembers of a secret by which somebody may come in: never the secret.
 *
 * @param id names it among those of its workspace
 * @param name who has it
 * @param role what they may do, as the server writes it
 * @param digest SHA-256 of the secret, hexadecimal
 * @param expiresAt from when on it is of no use, or null
 * @param revokedAt since when it has been of no use, or null
 */
public record Token(
        String id,
        String name,
        String role,
        String digest,
        Instant madeAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@+-]{0,63}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException unless the name is 1 to 64 letters, digits, blanks or {@code ._@+-}, and the digest is one */
    public Token {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("""
                    A token's name must be 1 to 64 letters, digits, blanks or ._@+- and begin with a letter or digit, but this is (%s).""".formatted(Excerpt.of(name, 64)));
        }
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("A digest must be 64 hexadecimal digits, but this is not.");
        }
    }

    /** The same, of no use from then on. What was revoked before stays so. */
    public Token revoked(Instant at) {
        return revokedAt == null ? new Token(id, name, role, digest, madeAt, expiresAt, at) : this;
    }

    /** Whether it lets anybody in. */
    public boolean isGood(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
