package dev.afterwise;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What people said of an error.
 *
 * @param error the error's id
 * @param label what they call it; empty if nothing
 * @param resolvedAt since when it should not happen any more, or null
 * @param fingerprints of the failures that the error had by then; by these it is known again, should its template change
 */
public record ErrorMark(
        String error, String label, @Nullable Instant resolvedAt, SortedSet<String> fingerprints) {
    /** How long a label may be. */
    public static final int MOST_LABEL_CHARS = 200;

    /** @throws IllegalArgumentException if the label is too long, or more than a line */
    public ErrorMark {
        if (label.length() > MOST_LABEL_CHARS || label.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A label must be one line of at most %d characters, but this is (%s)."
                    .formatted(MOST_LABEL_CHARS, Excerpt.of(label, MOST_LABEL_CHARS)));
        }
        fingerprints = Collections.unmodifiableSortedSet(new TreeSet<>(fingerprints));
    }

    public ErrorMark labelled(String other) {
        return new ErrorMark(error, other, resolvedAt, fingerprints);
    }

    /** @param at null if it may happen again after all */
    public ErrorMark resolved(@Nullable Instant at) {
        return new ErrorMark(error, label, at, fingerprints);
    }
}
