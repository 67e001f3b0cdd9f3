package dev.afterwise.json;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * A guess at what somebody meant to write: the known word with the fewest slips of the pen between it and what is there.
 *
 * <p>Slips are counted by the restricted Damerau-Levenshtein distance (Damerau, "A technique for computer detection and
 * correction of spelling errors", CACM 1964): a character too many, too few or wrong, or two neighbours swapped; case makes no difference. A guess is
 * offered for at most one slip in every three characters.
 */
public final class Suggestion {
    private static final int LONGEST = 64;

    private Suggestion() {}

    /** Such as {@code "; did you mean 'needs'?"}, or nothing if no known word is near. */
    public static String forWord(String word, Collection<String> known) {
        return nearest(word, known)
                .map(near -> "; did you mean " + Printable.quoted(near) + "?")
                .orElse("");
    }

    public static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        String best = null;
        int fewest = Math.max(1, word.length() / 3) + 1;
        for (String each : known) {
            if (Math.abs(each.length() - word.length()) < fewest && !tooShort(word, each)) {
                int slips = distance(lower, each.toLowerCase(Locale.ROOT));
                if (slips < fewest) {
                    best = each;
                    fewest = slips;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Of one or two characters, a single slip leaves too little. */
    private static boolean tooShort(String one, String other) {
        return Math.min(one.length(), other.length()) < 3 && !one.equalsIgnoreCase(other);
    }

    static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[other.length()];
    }
}
