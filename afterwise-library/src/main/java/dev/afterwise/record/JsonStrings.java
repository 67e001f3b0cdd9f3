package dev.afterwise.record;

import dev.afterwise.Payload;

/** Strings of JSON, to and fro. */
final class JsonStrings {
    private JsonStrings() {}

    /** The string with its quotation marks. */
    static String quoted(String text) {
        return Payload.text(text, text.length()).json();
    }

    /** What the characters between two quotation marks mean; an escape that means nothing stays as it is. */
    static String unquoted(String json, int from, int to) {
        int escape = json.indexOf('\\', from);
        if (escape < 0 || escape >= to) {
            return json.substring(from, to);
        }
        var text = new StringBuilder(to - from);
        for (int at = from; at < to; at++) {
            char c = json.charAt(at);
            if (c != '\\' || at + 1 >= to) {
                text.append(c);
                continue;
            }
            char escaped = json.charAt(++at);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    int code = code(json, at + 1, to);
                    text.append(code < 0 ? "\\u" : String.valueOf((char) code));
                    at = code < 0 ? at : at + 4;
                }
                default -> text.append(escaped);
            }
        }
        return text.toString();
    }

    private static int code(String json, int from, int to) {
        int code = 0;
        for (int at = from; at < from + 4; at++) {
            int digit = at < to ? Character.digit(json.charAt(at), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}
