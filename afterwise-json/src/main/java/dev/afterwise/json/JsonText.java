package dev.afterwise.json;

import dev.afterwise.Payload;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * JSON text while it is being written: one object on one line. For one thread.
 *
 * <p>It is UTF-8 from the start, in an array of its own, for this is the greatest part of what storing an execution costs.
 * Surrogates are escaped besides what JSON demands: text that was cut may end in half a pair, which no encoding to bytes
 * would keep. What remains has three bytes a character at most.
 */
final class JsonText {
    private static final int TYPICAL_BYTES = 4_096;
    private static final int MOST_BYTES_A_CHAR = 6;
    private static final String HEX = "0123456789ABCDEF";

    /** The names of constants in lower case, quoted. */
    private static final Map<Enum<?>, byte[]> WORDS = new ConcurrentHashMap<>();

    private byte[] bytes = new byte[TYPICAL_BYTES];
    private int size;
    private Instant latest = Instant.EPOCH;
    private byte[] latestText = quotedAscii(Times.text(Instant.EPOCH));

    private JsonText() {}

    /** The object that {@code members} fills. */
    static String object(Consumer<JsonText> members) {
        var json = new JsonText();
        json.braced(members, json);
        return new String(json.bytes, 0, json.size, StandardCharsets.UTF_8);
    }

    JsonText object(String key, Consumer<JsonText> members) {
        return key(key).braced(members, this);
    }

    <T> JsonText list(String key, Iterable<? extends T> items, Consumer<T> members) {
        key(key).put('[');
        for (T item : items) {
            next().braced(members, item);
        }
        return put(']');
    }

    JsonText texts(String key, Iterable<String> items) {
        key(key).put('[');
        items.forEach(item -> next().quoted(item));
        return put(']');
    }

    /** Leaves the key out if there is no text. */
    JsonText text(String key, @Nullable String text) {
        return text == null ? this : key(key).quoted(text);
    }

    JsonText textUnlessEmpty(String key, String text) {
        return text.isEmpty() ? this : text(key, text);
    }

    /** The constant's name in lower case. */
    JsonText word(String key, Enum<?> word) {
        return key(key).put(
                        WORDS.computeIfAbsent(word, w -> quotedAscii(w.name().toLowerCase(Locale.ROOT))));
    }

    JsonText number(String key, long number) {
        return key(key).ascii(Long.toString(number));
    }

    JsonText numberUnlessZero(String key, long number) {
        return number == 0 ? this : number(key, number);
    }

    /** Numbers that JSON lacks become text. */
    JsonText number(String key, double number) {
        String text = Double.toString(number);
        return Double.isFinite(number) ? key(key).ascii(text) : text(key, text);
    }

    JsonText number(String key, BigDecimal number) {
        return key(key).ascii(number.toPlainString());
    }

    /** Facts are often about the same moment. */
    JsonText instant(String key, Instant instant) {
        if (!instant.equals(latest)) {
            latest = instant;
            latestText = quotedAscii(Times.text(instant));
        }
        return key(key).put(latestText);
    }

    /** Leaves the key out if there is no duration. */
    JsonText micros(String key, @Nullable Duration duration) {
        if (duration != null) {
            Times.wholeMicros(duration)
                    .ifPresentOrElse(micros -> number(key, micros), () -> number(key, Times.micros(duration)));
        }
        return this;
    }

    /** Leaves the key out if there is no payload. */
    JsonText payload(String key, Payload payload) {
        if (payload.truncated()) {
            object(key, cut -> {
                cut.text("json", payload.json());
                cut.key("truncated").ascii("true");
            });
        } else if (!payload.isNone()) {
            text(key, payload.json());
        }
        return this;
    }

    private <T> JsonText braced(Consumer<T> members, T given) {
        put('{');
        members.accept(given);
        return put('}');
    }

    private JsonText key(String key) {
        return next().quoted(key).put(':');
    }

    /** Parts what comes now from what came before, unless it is the first of its object or list. */
    private JsonText next() {
        byte last = bytes[size - 1];
        return last == '{' || last == '[' ? this : put(',');
    }

    private JsonText quoted(String said) {
        put('"');
        int plain = plain(said, 0);
        for (int i = plain; i < said.length(); i = plain) {
            unusual(said.charAt(i));
            plain = plain(said, i + 1);
        }
        return put('"');
    }

    /** Writes the characters from there on that stand for themselves. @return the first that does not, or the end */
    private int plain(String said, int from) {
        int end = said.length();
        reserve(end - from);
        byte[] to = bytes;
        int at = size;
        int i = from;
        for (; i < end; i++) {
            char c = said.charAt(i);
            if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
                break;
            }
            to[at++] = (byte) c;
        }
        size = at;
        return i;
    }

    private void unusual(char c) {
        reserve(MOST_BYTES_A_CHAR);
        if (c < 0x80) {
            escaped(c);
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xc0 | (c >> 6));
            bytes[size++] = (byte) (0x80 | (c & 0x3f));
        } else if (Character.isSurrogate(c)) {
            escaped(c);
        } else {
            bytes[size++] = (byte) (0xe0 | (c >> 12));
            bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
            bytes[size++] = (byte) (0x80 | (c & 0x3f));
        }
    }

    private void escaped(char c) {
        put('\\');
        switch (c) {
            case '"', '\\' -> put(c);
            case '\b' -> put('b');
            case '\t' -> put('t');
            case '\n' -> put('n');
            case '\f' -> put('f');
            case '\r' -> put('r');
            default -> {
                put('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    put(HEX.charAt((c >> shift) & 0xf));
                }
            }
        }
    }

    private JsonText ascii(String text) {
        plain(text, 0);
        return this;
    }

    private static byte[] quotedAscii(String text) {
        return ('"' + text + '"').getBytes(StandardCharsets.US_ASCII);
    }

    private JsonText put(byte[] ascii) {
        reserve(ascii.length);
        System.arraycopy(ascii, 0, bytes, size, ascii.length);
        size += ascii.length;
        return this;
    }

    private JsonText put(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }
}
