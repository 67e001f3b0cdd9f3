package dev.afterwise.heal.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * A few words that follow each other. Written as they are read, with {@code a|b} for either word, {@code throttl*} for all
 * that begin so, {@code of?} for a word that may be missing, {@code ...} for up to six words of whatever kind on the same
 * line, {@code ^} for the beginning of a line and {@code $} for its end. Immutable.
 */
record Phrase(String text, boolean opensLine, boolean endsLine, List<Part> parts) {
    static final int MIN_STEM = 3;
    private static final int GAP_WORDS = 6;

    sealed interface Part {
        /** One of several words, or of their beginnings. */
        record Either(Set<String> words, List<String> stems, boolean optional) implements Part {
            boolean matches(String word) {
                if (words.contains(word)) {
                    return true;
                }
                for (String stem : stems) {
                    if (word.startsWith(stem)) {
                        return true;
                    }
                }
                return false;
            }
        }

        record Gap() implements Part {}
    }

    /** @throws IllegalArgumentException if it is not written as phrases are */
    static Phrase of(String text) {
        List<String> written = words(text);
        if (written.isEmpty()) {
            throw new IllegalArgumentException("a phrase must have a word");
        }
        boolean opens = written.getFirst().equals("^");
        boolean ends = written.getLast().equals("$");
        List<String> between = written.subList(opens ? 1 : 0, written.size() - (ends ? 1 : 0));
        List<Part> parts = between.stream().map(Phrase::part).toList();
        if (parts.isEmpty() || !(parts.getFirst() instanceof Part.Either first) || first.optional) {
            throw new IllegalArgumentException("a phrase must begin with a word that can't be missing");
        }
        if (!(parts.getLast() instanceof Part.Either)) {
            throw new IllegalArgumentException("a phrase must end with a word");
        }
        return new Phrase(String.join(" ", written), opens, ends, parts);
    }

    /** Without a regular expression: there are thousands of phrases, and somebody waits for the first failure's class. */
    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        var tokens = new StringTokenizer(text);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }

    private static Part part(String written) {
        if (written.equals("...")) {
            return new Part.Gap();
        }
        boolean optional = written.endsWith("?");
        var words = new ArrayList<String>();
        var stems = new ArrayList<String>();
        for (String each : (optional ? written.substring(0, written.length() - 1) : written).split("\\|", -1)) {
            boolean isStem = each.endsWith("*");
            String word = isStem ? each.substring(0, each.length() - 1) : each;
            if (!isPlain(word)) {
                throw new IllegalArgumentException(
                        "a word of a phrase must be letters and digits in lower case, but it is '" + each + "'");
            }
            if (isStem && word.length() < MIN_STEM) {
                throw new IllegalArgumentException(
                        "the beginning of a word must be %d letters or more, but it is '%s'".formatted(MIN_STEM, each));
            }
            (isStem ? stems : words).add(word);
        }
        return new Part.Either(Set.copyOf(words), List.copyOf(stems), optional);
    }

    private static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!Character.isLetterOrDigit(c) || Character.toLowerCase(c) != c) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    Part.Either first() {
        return (Part.Either) parts.getFirst();
    }

    /** The word after the phrase if it begins at this word, or -1. The costs are bounded by the phrase, not by the text. */
    int endAt(Wording wording, int index) {
        return opensLine && !wording.opensLine(index) ? -1 : end(wording, index, 0);
    }

    private int end(Wording wording, int index, int part) {
        if (part == parts.size()) {
            return endsLine && !wording.endsBefore(index) ? -1 : index;
        }
        return switch (parts.get(part)) {
            case Part.Gap gap -> {
                int last = Math.min(index + GAP_WORDS, wording.size() - 1);
                int end = -1;
                for (int i = index; end < 0 && i <= last && !wording.opensLine(i); i++) {
                    end = end(wording, i, part + 1);
                }
                yield end;
            }
            case Part.Either either -> {
                boolean isHere = index < wording.size() && either.matches(wording.word(index));
                int end = isHere ? end(wording, index + 1, part + 1) : -1;
                yield end < 0 && either.optional ? end(wording, index, part + 1) : end;
            }
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
