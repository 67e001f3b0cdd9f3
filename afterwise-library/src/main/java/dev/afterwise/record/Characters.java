package dev.afterwise.record;

/** What a character may mean to somebody who looks for secrets. */
final class Characters {
    static final byte OTHER = 0;
    static final byte WORD = 1;
    static final byte BACKSLASH = 2;
    static final byte PERCENT = 3;
    static final byte ASSIGNMENT = 4;
    static final byte DOT = 5;

    private static final byte[] KINDS = new byte[128];

    static {
        for (char c = 0; c < KINDS.length; c++) {
            boolean isWord =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
            KINDS[c] = isWord ? WORD : OTHER;
        }
        KINDS['\\'] = BACKSLASH;
        KINDS['%'] = PERCENT;
        KINDS[':'] = ASSIGNMENT;
        KINDS['='] = ASSIGNMENT;
        KINDS['>'] = ASSIGNMENT;
        KINDS['.'] = DOT;
    }

    private Characters() {}

    static byte kind(char c) {
        return c < KINDS.length ? KINDS[c] : OTHER;
    }

    /** A letter or digit of English, a dash or an underscore. */
    static boolean isWord(char c) {
        return c < KINDS.length && KINDS[c] == WORD;
    }

    /** Whether a percent sign begins an encoded character of an address. */
    static boolean isEncoded(String text, int percent, int limit) {
        return percent + 2 < limit
                && Character.digit(text.charAt(percent + 1), 16) >= 0
                && Character.digit(text.charAt(percent + 2), 16) >= 0;
    }

    static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u00a0' || c == '\u2028';
    }

    /** Where the escape ends that begins there, however often it was quoted: {@code \n}, {@code \u00e9}, {@code \\\n}. */
    static int afterEscape(String text, int at, int limit) {
        int last = at + 1;
        while (last < limit && text.charAt(last) == '\\') {
            last++;
        }
        if (last >= limit) {
            return limit;
        }
        char c = text.charAt(last);
        if (c == 'u') {
            return Math.min(limit, last + 5);
        }
        return "nrtbf".indexOf(c) >= 0 || isQuote(c) ? last + 1 : last;
    }
}
