package dev.afterwise.store;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list to find.
 *
 * @param after where the page before ended, as {@link Page#next} said; null for the first page
 * @param limit how many at most, from 1 to {@link #MAX_LIMIT}
 */
public record Query(Filter filter, @Nullable String after, int limit) {
    public static final int MAX_LIMIT = 10_000;

    /** @throws IllegalArgumentException if the limit is out of range */
    public Query {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "A page must hold 1 to %,d executions, but this is (%d).".formatted(MAX_LIMIT, limit));
        }
    }

    public static Query newest(int limit) {
        return new Query(Filter.ALL, null, limit);
    }
}
