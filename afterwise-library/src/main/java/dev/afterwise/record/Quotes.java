package dev.afterwise.record;

/**
 * Where values begin and end, in text that may be quoted within quotes.
 *
 * <p>A quotation mark that is quoted {@code n} times over has {@code 2^n - 1} backslashes before it. With {@code b} backslashes
 * before the opening mark, one with {@code r} before it closes if {@code r mod 2(b + 1) = b}; with fewer it belongs to what is
 * around, and ends the value, too; with more it is part of the value.
 */
final class Quotes {
    private static final int LONGEST_NAME = 64;
    private static final String CLOSING = ",;)}]>\"'`";

    private Quotes() {}

    /** The quotation mark that stands there, perhaps after backslashes; -1 if there is none. */
    static int opening(String text, int from, int limit) {
        int at = from;
        while (at < limit && at - from < 32 && text.charAt(at) == '\\') {
            at++;
        }
        int backslashes = at - from;
        boolean isPowerOfTwo = (backslashes & (backslashes + 1)) == 0;
        return isPowerOfTwo && at < limit && Characters.isQuote(text.charAt(at)) ? at : -1;
    }

    /** Where what begins after an opening mark ends: before the backslashes of the closing one. */
    static int end(String text, int opening, int backslashes, int limit, boolean isJson) {
        char mark = text.charAt(opening);
        int unit = 2 * (backslashes + 1);
        int run = 0;
        for (int at = opening + 1; at < limit; at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                run++;
                continue;
            }
            int odd = run % unit;
            if (c == mark && odd <= backslashes) {
                return at - odd;
            }
            if (c == '"' && isJson && run % 2 == 0) {
                return at;
            }
            run = 0;
        }
        return limit;
    }

    /** Where the JSON string ends that the position is in. */
    static int stringEnd(String json, int from, int limit) {
        int at = from;
        while (at < limit && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, limit);
    }

    /** Behind the bracket that closes the one there; -1 if there is none before the end of what is around. */
    static int closed(String text, int from, int backslashes, int limit, boolean isInString) {
        int depth = 0;
        int at = from;
        while (at < limit) {
            char c = text.charAt(at);
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == '\\' || c == '"') {
                int mark = opening(text, at, limit);
                if (mark >= 0 && text.charAt(mark) == '"' && mark - at == backslashes && !isInString) {
                    at = end(text, mark, backslashes, limit, false) + backslashes;
                } else if (mark >= 0 && text.charAt(mark) == '"' && (isInString || mark - at < backslashes)) {
                    return -1;
                } else {
                    at += c == '\\' ? 1 : 0;
                }
            }
            at++;
            if (depth == 0) {
                return Math.min(at, limit);
            }
        }
        return -1;
    }

    /** Where a value without quotation marks ends. Marks and brackets at its end belong to what is around. */
    static int bareEnd(String text, int from, int limit, boolean isJson) {
        int at = from;
        while (at < limit && !isBareEnd(text, at, limit, isJson)) {
            at = text.charAt(at) == '\\' ? Math.min(limit, at + 2) : at + 1;
        }
        while (at > from && CLOSING.indexOf(text.charAt(at - 1)) >= 0) {
            at = backslashesBefore(text, at - 1);
        }
        return Math.max(at, from);
    }

    private static boolean isBareEnd(String text, int at, int limit, boolean isJson) {
        char c = text.charAt(at);
        return switch (c) {
            case '\\' -> isLineBreak(text, at, limit);
            case '"' -> isJson;
            case ',', ';' -> isFollowedByName(text, at + 1, limit);
            case '&' -> isFollowedByName(text, at + 1, limit) || text.startsWith("&amp;", at);
            case '<' -> at + 1 < limit && text.charAt(at + 1) == '/';
            default -> Characters.isSpace(c);
        };
    }

    private static boolean isFollowedByName(String text, int from, int limit) {
        int at = from;
        while (at < limit
                && at - from < LONGEST_NAME
                && (Characters.isWord(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return at > from && at < limit && (text.charAt(at) == '=' || text.charAt(at) == ':');
    }

    /** Where a literal of JSON ends: a number, true, null. */
    static int literalEnd(String text, int from, int limit) {
        int at = from;
        while (at < limit && ",}]\"'\\".indexOf(text.charAt(at)) < 0 && !Characters.isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /**
     * Where the line ends, or the string that the position is in.
     *
     * @param mark that opened it before, or another character
     */
    static int lineEnd(String text, int from, int limit, boolean isJson, char mark) {
        int at = from;
        while (at < limit) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r' || (c == '"' && isJson) || (c == mark && Characters.isQuote(c))) {
                return at;
            }
            if (c == '\\') {
                boolean isMark = at + 1 < limit && text.charAt(at + 1) == mark && Characters.isQuote(mark);
                if (isMark || isLineBreak(text, at, limit)) {
                    return at;
                }
                at++;
            }
            at++;
        }
        return limit;
    }

    private static boolean isLineBreak(String text, int backslash, int limit) {
        return backslash + 1 < limit && "nrtf".indexOf(text.charAt(backslash + 1)) >= 0;
    }

    /** Where the first word ends of what stands there, or a bit of it, if it is longer than any word. */
    static int wordEnd(String text, int from, int limit) {
        int to = Math.min(limit, from + LONGEST_NAME);
        int at = from;
        while (at < to && !Characters.isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Where the backslashes begin that stand before the position. */
    static int backslashesBefore(String text, int at) {
        int from = at;
        while (from > 0 && text.charAt(from - 1) == '\\') {
            from--;
        }
        return from;
    }

    /** The quotation mark between a name and its sign, or -1. */
    static int markBetween(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (Characters.isQuote(text.charAt(at))) {
                return at;
            }
        }
        return -1;
    }

    /** Whether nothing but marks and space is between a name and its sign. */
    static boolean isGap(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (!Characters.isSpace(c) && !Characters.isQuote(c) && c != '\\' && c != ']') {
                return false;
            }
        }
        return true;
    }

    /** What the name says that stands before {@code "value"} in {@code {"name": "DB_PASSWORD", "value": ...}}. */
    static SecretNames.Kind nameBefore(String text, int valueFrom) {
        int at = marksBefore(text, valueFrom);
        at = at < 0 ? -1 : spaceBefore(text, at);
        at = at > 0 && text.charAt(at - 1) == ',' ? marksBefore(text, spaceBefore(text, at - 1)) : -1;
        int from = at;
        while (from > 0 && at - from < LONGEST_NAME && Characters.isWord(text.charAt(from - 1))) {
            from--;
        }
        return from < 0 ? SecretNames.Kind.NONE : SecretNames.kind(text, from, at);
    }

    private static int marksBefore(String text, int at) {
        return at > 0 && Characters.isQuote(text.charAt(at - 1)) ? backslashesBefore(text, at - 1) : -1;
    }

    private static int spaceBefore(String text, int at) {
        int from = at;
        while (from > 0 && at - from < LONGEST_NAME && Characters.isSpace(text.charAt(from - 1))) {
            from--;
        }
        return from;
    }
}
