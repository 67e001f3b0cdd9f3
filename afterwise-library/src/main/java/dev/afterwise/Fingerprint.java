package dev.afterwise;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What failures have in common that differ only in ids, numbers, paths and quoted text: 16 hex digits of a hash over the
 * type and the masked message. A pure function of both, so the same on every machine.
 */
public record Fingerprint(String hex) {
    /** Quoted text, a URL with its query, or a word: everything up to white space and brackets. */
    private static final Pattern TOKEN = Pattern.compile("\"[^\"\\n]*\"|'[^'\\n]*'|`[^`\\n]*`"
            + "|[a-z][a-z0-9+.-]*://[^\\s\"'`<>()]+"
            + "|[^\\s\"'`()\\[\\]{}<>,;=]+");

    /** After these words a small number is a code, and tells failures apart. */
    private static final Set<String> CODES =
            Set.of("http", "status", "code", "exit", "signal", "errno", "error", "sqlstate");

    private static final Pattern SMALL_NUMBER = Pattern.compile("-?\\d{1,3}[.:]?");
    private static final Pattern PATH =
            Pattern.compile("(/|\\./|\\.\\./|~/|[A-Za-z]:\\\\|[a-z][a-z0-9+.-]*://).+|[^/]*/[^/]+/.*");
    private static final int MASKED_CHARS = 1_000;

    /** As in "can't": it opens no quotation. */
    private static final Pattern APOSTROPHE = Pattern.compile("(?<=\\p{L})'(?=\\p{L})");

    private static final String WITHIN_A_WORD = "\u2019";

    public static Fingerprint of(String type, String message) {
        return new Fingerprint(ExecutionId.digest(type + "\n" + mask(message)).substring(0, 16));
    }

    /**
     * The message with a star for each part that is likely to differ from case to case. At most 1,000 characters, cut after
     * masking, so that a long path early on doesn't move the cut.
     */
    public static String mask(String message) {
        String text = message.length() > Failure.MAX_MESSAGE ? message.substring(0, Failure.MAX_MESSAGE) : message;
        Matcher token = TOKEN.matcher(APOSTROPHE.matcher(text).replaceAll(WITHIN_A_WORD));
        var masked = new StringBuilder(text.length());
        String previous = "";
        while (token.find()) {
            String word = token.group();
            boolean kept = !varies(word)
                    || (CODES.contains(previous) && SMALL_NUMBER.matcher(word).matches());
            token.appendReplacement(masked, kept ? Matcher.quoteReplacement(word) : star(word));
            previous = letters(word);
        }
        token.appendTail(masked);
        masked.setLength(Math.min(masked.length(), MASKED_CHARS));
        return masked.toString()
                .replace(WITHIN_A_WORD, "'")
                .replaceAll("[ \\t]+", " ")
                .strip();
    }

    private static boolean varies(String word) {
        return "\"'`".indexOf(word.charAt(0)) >= 0
                || word.chars().anyMatch(Character::isDigit)
                || PATH.matcher(word).matches();
    }

    /** A star, and the punctuation that ends a clause. */
    private static String star(String word) {
        char last = word.charAt(word.length() - 1);
        return last == '.' || last == ':' || last == '!' || last == '?' ? "*" + last : "*";
    }

    private static String letters(String word) {
        int end = word.length();
        while (end > 0 && !Character.isLetter(word.charAt(end - 1))) {
            end--;
        }
        return word.substring(0, end).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return hex;
    }
}
