package dev.afterwise.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The problems found so far in one plan file. After the first hundred they are only counted. For one thread. */
final class Problems {
    private static final int MOST = 100;

    private final List<Problem> found = new ArrayList<>();
    private int further;

    void add(int line, int column, String message) {
        if (found.size() < MOST) {
            found.add(new Problem(line, column, message));
        } else {
            further++;
        }
    }

    void add(YamlNode at, String message) {
        add(at.line(), at.column(), message);
    }

    /** Says of a word that it is not one of those known, and which of them may have been meant. */
    void addUnknown(YamlNode at, String message, String word, Collection<String> known) {
        add(at, found.size() < MOST ? message + Suggestion.forWord(word, known) : message);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** By place in the file. */
    List<Problem> sorted() {
        var sorted = new ArrayList<>(found);
        sorted.sort(null);
        if (further > 0) {
            Problem last = sorted.getLast();
            sorted.add(new Problem(last.line(), last.column(), "and %,d more problems".formatted(further)));
        }
        return sorted;
    }
}
