package dev.afterwise.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.ToLongFunction;

/**
 * How alike descriptions are to a given one, from 0 to 1: Dice's coefficient, twice what they share over what they have,
 * where each word weighs more the fewer texts it is in (the logarithm of their share, as in tf-idf). Words that only the
 * other description has weigh as much as those of the given one do on average, so that nobody needs to look them up.
 */
public final class Likeness {
    /** So much of a description is compared. */
    private static final int MAX_CHARS = 400;

    private static final double PRECISION = 1e9;

    private final Map<String, Double> weights = new HashMap<>();
    private final double sum;
    private final double mean;

    /**
     * @param words of the given description
     * @param texts how many distinct descriptions there are
     * @param having in how many of them a word is
     */
    public Likeness(SortedSet<String> words, long texts, ToLongFunction<String> having) {
        for (String word : words) {
            weights.put(word, Math.log1p((double) Math.max(texts, 1) / (double) Math.max(having.applyAsLong(word), 1)));
        }
        sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        mean = weights.isEmpty() ? 0 : sum / weights.size();
    }

    /** What is compared of a description: its beginning. */
    public static String compared(String description) {
        return description.length() > MAX_CHARS ? description.substring(0, MAX_CHARS) : description;
    }

    public double of(String description) {
        var words = new HashSet<String>();
        Terms.each(compared(description), words::add);
        double shared = 0;
        double others = 0;
        for (String word : words) {
            Double weight = weights.get(word);
            if (weight == null) {
                others += mean;
            } else {
                shared += weight;
            }
        }
        // Rounded, so that the order in which weights were added makes no difference.
        return Math.round(2 * shared / Math.max(sum + shared + others, Double.MIN_NORMAL) * PRECISION) / PRECISION;
    }
}
