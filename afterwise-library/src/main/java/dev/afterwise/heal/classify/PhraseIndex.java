package dev.afterwise.heal.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All phrases of some rules by the words with which they begin, so that all are found in one pass over a text. What a word
 * of the text costs is bounded by the phrases, so the pass is linear. Immutable.
 */
final class PhraseIndex {
    private final Map<String, List<Entry>> byWord = new HashMap<>();
    /** Those that begin with the beginning of a word, by its first letters. */
    private final Map<String, List<Entry>> byStem = new HashMap<>();

    private PhraseIndex() {}

    /** Which words a phrase was found in. */
    record Span(int from, int end) {}

    /** A phrase, and the clue of which it is one. */
    private record Entry(Phrase phrase, Clue clue) {}

    static PhraseIndex of(List<Rule> rules) {
        var index = new PhraseIndex();
        for (Rule rule : rules) {
            rule.clues().forEach(index::add);
        }
        return index;
    }

    private void add(Clue clue) {
        switch (clue) {
            case Clue.Says it -> it.phrases().forEach(phrase -> add(phrase, it));
            case Clue.Typed it -> it.phrases().forEach(phrase -> add(phrase, it));
            case Clue.Without it -> add(it.clue());
            default -> {}
        }
    }

    private void add(Phrase phrase, Clue clue) {
        var entry = new Entry(phrase, clue);
        for (String word : phrase.first().words()) {
            byWord.computeIfAbsent(word, w -> new ArrayList<>()).add(entry);
        }
        for (String stem : phrase.first().stems()) {
            byStem.computeIfAbsent(letters(stem), s -> new ArrayList<>()).add(entry);
        }
    }

    /** Where each clue is found first, as far as it is one of words. The keys are compared by identity. */
    Map<Clue, Span> in(Wording wording) {
        var found = new IdentityHashMap<Clue, Span>();
        for (int i = 0; i < wording.size(); i++) {
            String word = wording.word(i);
            look(wording, i, byWord.get(word), found);
            if (word.length() >= Phrase.MIN_STEM) {
                look(wording, i, byStem.get(letters(word)), found);
            }
        }
        return found;
    }

    private static void look(Wording wording, int index, @Nullable List<Entry> entries, Map<Clue, Span> found) {
        if (entries == null) {
            return;
        }
        for (Entry entry : entries) {
            boolean isTooLate = entry.clue instanceof Clue.Typed && index >= wording.typeWords();
            if (!isTooLate && !found.containsKey(entry.clue)) {
                int end = entry.phrase.endAt(wording, index);
                if (end >= 0) {
                    found.put(entry.clue, new Span(index, end));
                }
            }
        }
    }

    private static String letters(String word) {
        return word.substring(0, Phrase.MIN_STEM);
    }
}
