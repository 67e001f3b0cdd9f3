package dev.afterwise;

import org.jspecify.annotations.Nullable;

/**
 * What went in or came out: JSON text.
 *
 * @param truncated whether it was cut to size, so that {@code json} no longer holds all of it
 */
public record Payload(String json, boolean truncated) {
    /** Nothing went in or came out. */
    public static final Payload NONE = new Payload("null", false);

    /** The text as a JSON string, an {@link Excerpt} of at most {@code maxChars} characters; nothing, if it is null. */
    public static Payload text(@Nullable String text, int maxChars) {
        if (text == null) {
            return NONE;
        }
        boolean cut = text.length() > maxChars;
        String kept = Excerpt.of(text, maxChars);
        var json = new StringBuilder(kept.length() + 16).append('"');
        for (int i = 0; i < kept.length(); i++) {
            char c = kept.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
                        json.append("\\u%04x".formatted((int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return new Payload(json.append('"').toString(), cut);
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
