package dev.afterwise.learn.templates;

import java.util.List;

/** Lists of tokens: words, punctuation, and values. A word that is partly a value has a star within it. */
final class Tokens {
    /** A value by its looks. */
    static final String STAR = "*";
    /** A value because different ones were seen there. */
    static final String ANY = "**";

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private Tokens() {}

    static boolean isPunctuation(String token) {
        char c = token.charAt(0);
        return token.length() == 1 && c != '*' && !Character.isLetterOrDigit(c);
    }

    static boolean isWord(String token) {
        return !isPunctuation(token) && !token.equals(STAR) && !token.equals(ANY);
    }

    /** What lists must have in common to be compared: their length, and the punctuation at the same places. */
    static long skeleton(List<String> tokens) {
        long hash = tokens.size();
        for (String token : tokens) {
            hash = hash * MULTIPLIER + (isPunctuation(token) ? token.charAt(0) : 1);
        }
        return hash;
    }

    static long hash(List<String> tokens) {
        long hash = 1;
        for (String token : tokens) {
            hash = (hash ^ hash(token)) * MULTIPLIER;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    private static long hash(String token) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < token.length(); i++) {
            hash = (hash ^ token.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    static boolean covers(List<String> pattern, List<String> tokens) {
        if (pattern.size() != tokens.size()) {
            return false;
        }
        for (int i = 0; i < pattern.size(); i++) {
            String token = pattern.get(i);
            if (!token.equals(tokens.get(i)) && !(token.equals(ANY) && !isPunctuation(tokens.get(i)))) {
                return false;
            }
        }
        return true;
    }

    /** Where the brackets or quotation marks close that open at a place, or less than 0. */
    static int close(List<String> tokens, int open) {
        String opening = tokens.get(open);
        String closing = switch (opening) {
            case "(" -> ")";
            case "[" -> "]";
            case "{" -> "}";
            case "\"" -> "\"";
            default -> "";
        };
        if (closing.isEmpty()) {
            return -1;
        }
        int depth = 0;
        for (int i = open + 1; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (token.equals(closing) && depth == 0) {
                return i;
            }
            depth += token.equals(opening) ? 1 : token.equals(closing) ? -1 : 0;
        }
        return -1;
    }

    static String text(List<String> tokens) {
        var text = new StringBuilder();
        boolean isGlued = true;
        boolean isQuoted = false;
        for (String token : tokens) {
            char c = token.charAt(0);
            boolean isQuote = c == '"';
            boolean closes = (isQuote && isQuoted) || (token.length() == 1 && ",:;)]}=".indexOf(c) >= 0);
            if (!isGlued && !closes) {
                text.append(' ');
            }
            text.append(token.equals(ANY) ? STAR : token);
            isQuoted ^= isQuote;
            isGlued = (isQuote && isQuoted) || (token.length() == 1 && "([{=".indexOf(c) >= 0);
        }
        return text.toString();
    }
}
