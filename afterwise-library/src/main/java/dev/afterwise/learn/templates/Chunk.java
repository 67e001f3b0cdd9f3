package dev.afterwise.learn.templates;

import java.util.Locale;
import java.util.Set;

/**
 * What stands between white space and punctuation, with a star for each part that is no word: numbers, ids in hexadecimal or
 * any other code, addresses, paths, qualified names. What is glued to a number stays: {@code blk_-38} becomes {@code blk_*},
 * and {@code took35ms} {@code took*}.
 */
final class Chunk {
    private static final Set<String> NO_VALUES = Set.of("true", "false", "null", "nil", "nan", "undefined");
    private static final int SHORT = 2;
    private static final int LONG_HEX = 8;
    static final int LONGEST_WORD = 80;
    private static final int SHORTEST_WORD = 4;
    private static final int MOST_SWITCHES = 3;

    private Chunk() {}

    static String mask(String text, int from, int to) {
        if (to - from > LONGEST_WORD) {
            return Tokens.STAR;
        }
        if (isPlain(text, from, to)) {
            String word = text.substring(from, to);
            return isNoValue(word) || (to - from >= LONG_HEX && isHex(text, from, to)) ? Tokens.STAR : word;
        }
        return isPlace(text, from, to) || isCode(text, from, to) ? Tokens.STAR : parts(text, from, to);
    }

    private static boolean isNoValue(String word) {
        return word.length() <= 9 && NO_VALUES.contains(word.toLowerCase(Locale.ROOT));
    }

    private static boolean isPlain(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isLetter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** An address of any kind, a path, or a name with three parts or more. */
    private static boolean isPlace(String text, int from, int to) {
        char first = text.charAt(from);
        int slashes = 0;
        int backslashes = 0;
        int dots = 0;
        boolean hasDigit = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '/') {
                slashes++;
            } else if (c == '\\') {
                backslashes++;
            } else if (c == '@' && i > from && i + 1 < to) {
                return true;
            } else if (c == '.'
                    && i > from
                    && i + 1 < to
                    && isAlnum(text.charAt(i - 1))
                    && isAlnum(text.charAt(i + 1))) {
                dots++;
            } else if (c >= '0' && c <= '9') {
                hasDigit = true;
            }
        }
        boolean isRooted = slashes > 0 && (first == '/' || first == '~' || first == '.') && to - from > 1;
        return dots >= 2
                || slashes >= 2
                || isRooted
                || (slashes == 1 && (hasDigit || dots > 0))
                || backslashes >= 2
                || text.startsWith("://", Math.max(from, text.indexOf(':', from)));
    }

    /** Hexadecimal digits in groups, as in a UUID or a MAC address, at least one of which has a digit. */
    private static boolean isCode(String text, int from, int to) {
        boolean hasDigit = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                hasDigit = true;
            } else if (!isHexDigit(c) && c != '-' && c != '.') {
                return false;
            }
        }
        return hasDigit;
    }

    private static String parts(String text, int from, int to) {
        var masked = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (!isAlnum(c)) {
                masked.append(c);
                i++;
                continue;
            }
            int start = i;
            while (i < to && isAlnum(text.charAt(i))) {
                i++;
            }
            part(text, start, i, masked);
        }
        return collapse(masked);
    }

    private static void part(String text, int from, int to, StringBuilder masked) {
        int digits = 0;
        int switches = 0;
        for (int i = from; i < to; i++) {
            boolean isDigit = Character.isDigit(text.charAt(i));
            digits += isDigit ? 1 : 0;
            switches += i > from && isDigit != Character.isDigit(text.charAt(i - 1)) ? 1 : 0;
        }
        if (digits == 0) {
            masked.append(text, from, to);
        } else if (switches > MOST_SWITCHES && wordEnd(text, from, to) > from) {
            masked.append(text, from, wordEnd(text, from, to)).append(Tokens.STAR);
        } else if (digits == to - from
                || switches > MOST_SWITCHES
                || isHex(text, from, to)
                || isHexPrefixed(text, from, to)) {
            masked.append(Tokens.STAR);
        } else {
            runs(text, from, to, masked);
        }
    }

    /** Where the letters end that a part begins with, if they can be a word: at least four, with a vowel. */
    private static int wordEnd(String text, int from, int to) {
        int end = from;
        boolean hasVowel = false;
        while (end < to && Character.isLetter(text.charAt(end))) {
            hasVowel |= "aeiouyAEIOUY".indexOf(text.charAt(end)) >= 0;
            end++;
        }
        return hasVowel && end - from >= SHORTEST_WORD ? end : from;
    }

    /** Runs of three letters or more stay, as does the first of two; what is between them becomes a star. */
    private static void runs(String text, int from, int to, StringBuilder masked) {
        int i = from;
        while (i < to) {
            int start = i;
            boolean isDigit = Character.isDigit(text.charAt(i));
            while (i < to && Character.isDigit(text.charAt(i)) == isDigit) {
                i++;
            }
            if (isDigit || i - start < SHORT || (start > from && i - start <= SHORT)) {
                masked.append(Tokens.STAR);
            } else {
                masked.append(text, start, i);
            }
        }
    }

    /** Stars with at most two characters between them become one, and so do a star and the sign or single letter before it. */
    private static String collapse(StringBuilder masked) {
        if (masked.indexOf(Tokens.STAR) < 0) {
            return masked.toString();
        }
        var joined = new StringBuilder(masked.length());
        int i = 0;
        int length = masked.length();
        while (i < length) {
            if (masked.charAt(i) != '*') {
                joined.append(masked.charAt(i));
                i++;
                continue;
            }
            int end = i + 1;
            int next = nextStar(masked, end);
            while (next >= 0) {
                end = next + 1;
                next = nextStar(masked, end);
            }
            while (!joined.isEmpty() && !isAlnum(joined.charAt(joined.length() - 1))) {
                joined.setLength(joined.length() - 1);
            }
            joined.append('*');
            while (end < length && "%+-~#^".indexOf(masked.charAt(end)) >= 0) {
                end++;
            }
            i = end;
        }
        return joined.toString();
    }

    /** Where the next star is, if no word is before it. */
    private static int nextStar(StringBuilder masked, int from) {
        int letters = 0;
        for (int i = from; i < masked.length(); i++) {
            char c = masked.charAt(i);
            if (c == '*') {
                return i;
            }
            letters += isAlnum(c) ? 1 : 0;
            if (letters > SHORT) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isHexPrefixed(String text, int from, int to) {
        return to - from > 2
                && text.charAt(from) == '0'
                && (text.charAt(from + 1) == 'x' || text.charAt(from + 1) == 'X')
                && isHex(text, from + 2, to);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean isAlnum(char c) {
        return Character.isLetterOrDigit(c);
    }
}
