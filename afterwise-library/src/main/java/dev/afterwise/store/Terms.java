package dev.afterwise.store;

import java.text.Normalizer;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The words of a text as search knows them: runs of letters and digits, in lower case. An ideograph or kana is a word by
 * itself, since nothing is between words there. Every store takes texts apart like this, so that all find the same.
 */
public final class Terms {
    /** So much of a text is searched. */
    public static final int MAX_CHARS = 4_000;

    /** Longer words count as if they ended there. */
    private static final int MAX_WORD = 40;

    private Terms() {}

    public static SortedSet<String> of(String text) {
        var words = new TreeSet<String>();
        each(text, words::add);
        return words;
    }

    /** One word after the other, as often as it occurs. */
    public static void each(String text, Consumer<String> word) {
        String plain = plain(text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text);
        int length = plain.length();
        int start = -1;
        for (int at = 0; at < length; ) {
            int letter = plain.codePointAt(at);
            int next = at + Character.charCount(letter);
            boolean alone = letter > 0x2e00 && standsAlone(letter);
            boolean within = !alone && belongs(letter);
            if (start >= 0 && !within) {
                word.accept(cut(plain, start, at));
                start = -1;
            }
            if (alone) {
                word.accept(plain.substring(at, next));
            } else if (within && start < 0) {
                start = at;
            }
            at = next;
        }
        if (start >= 0) {
            word.accept(cut(plain, start, length));
        }
    }

    private static String plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return Normalizer.normalize(
                        Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT),
                        Normalizer.Form.NFKC);
            }
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean belongs(int letter) {
        return letter < 0x80
                ? (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')
                : Character.isLetterOrDigit(letter) || isMark(letter);
    }

    private static boolean isMark(int letter) {
        int type = Character.getType(letter);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean standsAlone(int letter) {
        if (Character.isIdeographic(letter)) {
            return true;
        }
        var script = Character.UnicodeScript.of(letter);
        return (script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA)
                && Character.isLetterOrDigit(letter);
    }

    private static String cut(String text, int start, int end) {
        int last = Math.min(end, start + MAX_WORD);
        if (last < end && Character.isHighSurrogate(text.charAt(last - 1))) {
            last--;
        }
        return text.substring(start, last);
    }
}
