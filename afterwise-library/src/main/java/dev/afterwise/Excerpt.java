package dev.afterwise;

import java.util.Locale;

/** Text that was cut to size, with a note at its end of how much is missing, such as {@code ... 12,345 characters cut}. */
public final class Excerpt {
    private static final String DOTS = "... ";
    private static final String CUT = " characters cut";
    private static final int LONGEST_NOTE = 40;

    private Excerpt() {}

    /**
     * The text itself if it is short enough, or its beginning and the note: together at most {@code maxChars} characters. Where
     * not even the note has room, the beginning alone. No pair of surrogates is parted where the note stands.
     */
    public static String of(String text, int maxChars) {
        int length = text.length();
        if (length <= maxChars) {
            return text;
        }
        int kept = maxChars - note(length).length();
        if (kept <= 0) {
            return text.substring(0, maxChars);
        }
        kept = Character.isHighSurrogate(text.charAt(kept - 1)) ? kept - 1 : kept;
        return text.substring(0, kept) + note(length - kept);
    }

    /** Where the note begins that ends {@code text} before {@code end}; {@code end} if there is none. */
    public static int noteIn(String text, int end) {
        int from = Math.max(0, end - LONGEST_NOTE);
        int dots = text.lastIndexOf(DOTS, end - CUT.length());
        return dots >= from && text.startsWith(CUT, end - CUT.length()) ? dots : end;
    }

    private static String note(int chars) {
        return DOTS + String.format(Locale.ROOT, "%,d", chars) + CUT;
    }
}
