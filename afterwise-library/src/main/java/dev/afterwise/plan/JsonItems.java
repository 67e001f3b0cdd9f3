package dev.afterwise.plan;

import dev.afterwise.Payload;
import dev.afterwise.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the text of a JSON list apart into its items: texts and numbers as values, true, false and null as those words, lists
 * and objects as their JSON text. What is inside those is only looked at as far as it takes to find their end. Used once, by
 * one thread.
 */
final class JsonItems {
    private static final int LONGEST_NUMBER = 40;

    /** Whole numbers of more digits become text, so that no id is rounded. */
    private static final int EXACT_DIGITS = 15;

    private final String text;
    private int at;

    private JsonItems(String text) {
        this.text = text;
    }

    /** Empty if the text is no JSON list. */
    static Optional<List<Value>> of(String text) {
        String stripped = text.strip();
        return stripped.startsWith("[") && stripped.endsWith("]")
                ? Optional.ofNullable(new JsonItems(stripped).items())
                : Optional.empty();
    }

    /** The JSON list of these values. What has none is null there. */
    static String list(List<? extends @Nullable Value> values) {
        var json = new StringBuilder("[");
        String comma = "";
        for (Value value : values) {
            json.append(comma)
                    .append(
                            switch (value) {
                                case null -> "null";
                                case Value.Numeric number -> number.toString();
                                case Value.Text(String words) ->
                                    Payload.text(words, Integer.MAX_VALUE).json();
                            });
            comma = ",";
        }
        return json.append(']').toString();
    }

    private @Nullable List<Value> items() {
        var items = new ArrayList<Value>();
        at = 1;
        skipSpace();
        if (text.charAt(at) == ']') {
            return at == text.length() - 1 ? items : null;
        }
        while (true) {
            Value item = item();
            if (item == null) {
                return null;
            }
            items.add(item);
            skipSpace();
            char next = next();
            if (next == ']') {
                return at == text.length() ? items : null;
            }
            if (next != ',') {
                return null;
            }
            skipSpace();
        }
    }

    private char next() {
        return at < text.length() ? text.charAt(at++) : '\0';
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private @Nullable Value item() {
        int begin = at;
        char first = at < text.length() ? text.charAt(at) : '\0';
        if (first == '"') {
            String words = words();
            return words == null ? null : Value.of(words);
        }
        if (first == '[' || first == '{') {
            return skipNested() ? Value.of(text.substring(begin, at)) : null;
        }
        while (at < text.length() && ",] \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(begin, at);
        return switch (word) {
            case "true", "false", "null" -> Value.of(word);
            default -> number(word);
        };
    }

    private static @Nullable Value number(String word) {
        if (!word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
            return null;
        }
        if (word.length() > LONGEST_NUMBER || word.matches("-?[0-9]{" + (EXACT_DIGITS + 1) + ",}")) {
            return Value.of(word);
        }
        double number = Double.parseDouble(word);
        return Double.isFinite(number) ? Value.of(number) : Value.of(word);
    }

    private @Nullable String words() {
        var words = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return words.toString();
            }
            if (c < ' ') {
                return null;
            }
            if (c != '\\') {
                words.append(c);
                continue;
            }
            char escaped = next();
            int plain = "\"\\/bfnrt".indexOf(escaped);
            if (plain >= 0) {
                words.append("\"\\/\b\f\n\r\t".charAt(plain));
            } else if (escaped == 'u'
                    && at + 4 <= text.length()
                    && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                words.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                at += 4;
            } else {
                return null;
            }
        }
        return null;
    }

    /** Goes to the end of the list or object that begins here. Depth is counted, not walked, so none is too deep. */
    private boolean skipNested() {
        int depth = 0;
        boolean inText = false;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (inText) {
                if (c == '\\') {
                    at++;
                } else if (c == '"') {
                    inText = false;
                }
            } else if (c == '"') {
                inText = true;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if ((c == ']' || c == '}') && --depth == 0) {
                return true;
            }
        }
        return false;
    }
}
