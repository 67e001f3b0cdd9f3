package dev.afterwise.store;

import dev.afterwise.ExecutionId;
import dev.afterwise.Headline;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;

/**
 * Where a page of a list ended: the place of its last execution in the order of lists, so that what is written later
 * doesn't move it.
 */
public record Cursor(Instant startedAt, ExecutionId id) implements Comparable<Cursor> {
    private static final Comparator<Cursor> NEWEST_FIRST =
            Comparator.comparing(Cursor::startedAt).thenComparing(Cursor::id).reversed();

    public static Cursor of(Headline headline) {
        return new Cursor(headline.startedAt(), headline.id());
    }

    /** @throws IllegalArgumentException unless {@link #toString} gave this text */
    public static Cursor parse(String text) {
        int slash = text.indexOf('/');
        try {
            return new Cursor(
                    Instant.parse(text.substring(0, Math.max(slash, 0))), new ExecutionId(text.substring(slash + 1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "A page must begin where another one ended, but this is (%s).".formatted(text), e);
        }
    }

    /** In the order of lists: newest first, then by descending id. */
    @Override
    public int compareTo(Cursor other) {
        return NEWEST_FIRST.compare(this, other);
    }

    @Override
    public String toString() {
        return startedAt + "/" + id;
    }
}
