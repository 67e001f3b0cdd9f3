package dev.afterwise;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names one execution: 32 lowercase hex digits, the same form as an OpenTelemetry trace id. */
public record ExecutionId(String hex) implements Comparable<ExecutionId> {
    private static final int DIGITS = 32;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** @throws IllegalArgumentException unless {@code hex} is 32 lowercase hex digits */
    public ExecutionId {
        if (!isHex(hex, DIGITS)) {
            throw new IllegalArgumentException(
                    "An execution id must be 32 lowercase hex digits, but this is (%s).".formatted(hex));
        }
    }

    /** The id that another system's name stands for: hex digits and UUIDs are kept, any other text is hashed. */
    public static ExecutionId of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (isHex(lower, DIGITS)) {
            return new ExecutionId(lower);
        }
        if (UUID.matcher(lower).matches()) {
            return new ExecutionId(lower.replace("-", ""));
        }
        return new ExecutionId(digest(name).substring(0, 32));
    }

    /** A new id that sorts by the millisecond {@code at}: 48 bits of time, then 80 random bits. */
    public static ExecutionId at(Instant at, RandomGenerator random) {
        long time = (at.toEpochMilli() << 16) | (random.nextLong() & 0xffff);
        return new ExecutionId(HexFormat.of().toHexDigits(time) + HexFormat.of().toHexDigits(random.nextLong()));
    }

    @Override
    public int compareTo(ExecutionId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }

    /** Whether the text is so many lowercase hex digits. Ids are made for each step: a pattern would cost more than all else. */
    static boolean isHex(String text, int digits) {
        if (text.length() != digits) {
            return false;
        }
        for (int i = 0; i < digits; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** SHA-256 of the text in UTF-8, as 64 lowercase hex digits. */
    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must offer SHA-256, but this one does not.", e);
        }
    }
}
