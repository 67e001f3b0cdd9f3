package dev.afterwise.store;

import dev.afterwise.Headline;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * An execution whose description is like a given one.
 *
 * @param score how alike, from 0, nothing in common, to 1, the same words ({@link Likeness})
 * @param newest the newest of the executions that are described so
 */
public record Similar(double score, Headline newest) {
    /** In the order of results: the likest first, then the newest. */
    public static final Comparator<Similar> LIKEST_FIRST =
            Comparator.comparingDouble(Similar::score).reversed().thenComparing(similar -> Cursor.of(similar.newest()));

    /** Compares every distinct description. */
    static List<Similar> among(Stream<Headline> headlines, String description, int limit) {
        demandSome(limit);
        var newest = new HashMap<String, Headline>();
        headlines
                .filter(headline -> !headline.description().isBlank())
                .forEach(headline -> newest.merge(headline.description(), headline, Similar::newer));
        var having = new HashMap<String, Long>();
        newest.keySet().forEach(text -> Terms.of(text).forEach(word -> having.merge(word, 1L, Long::sum)));
        var likeness = new Likeness(
                Terms.of(Likeness.compared(description)), newest.size(), word -> having.getOrDefault(word, 0L));
        return newest.values().stream()
                .map(headline -> new Similar(likeness.of(headline.description()), headline))
                .filter(similar -> similar.score() > 0)
                .sorted(LIKEST_FIRST)
                .limit(limit)
                .toList();
    }

    private static Headline newer(Headline one, Headline other) {
        return Cursor.of(one).compareTo(Cursor.of(other)) < 0 ? one : other;
    }

    /** @throws IllegalArgumentException if the limit is less than 1 */
    public static void demandSome(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "At least one similar execution must be asked for, but this is (%d).".formatted(limit));
        }
    }
}
