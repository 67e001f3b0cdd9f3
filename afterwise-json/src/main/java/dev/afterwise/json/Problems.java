package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The problems found so far in one plan file. After the first hundred they are only counted. For one thread. */
final class Problems {
    private static final int MOST = 100;

    private final Set<Problem> found = new HashSet<>();
    private int further;

    /** What was said of a place before is not said again: an alias, or a text that refers to one thing twice, may repeat it. */
    void add(int line, int column, String message) {
        var problem = new Problem(line, column, message);
        if (found.contains(problem)) {
            return;
        }
        if (hasRoom()) {
            found.add(problem);
        } else {
            further++;
        }
    }

    void add(YamlNode at, String message) {
        add(at.line(), at.column(), message);
    }

    /** A problem with the character at {@code offset} of a text. */
    void add(Scalar at, int offset, String message) {
        add(at.line(), at.column(offset), message);
    }

    /** Says of a word that it is not one of those known, and which of them may have been meant. */
    void addUnknown(YamlNode at, String message, String word, Collection<String> known) {
        add(at, hasRoom() ? message + Suggestion.forWord(word, known) : message);
    }

    /** Whether a further problem would still be told, and so is worth the time to describe it well. */
    boolean hasRoom() {
        return found.size() < MOST;
    }

    int size() {
        return found.size();
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
