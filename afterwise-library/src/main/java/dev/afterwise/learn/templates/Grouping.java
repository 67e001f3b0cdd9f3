package dev.afterwise.learn.templates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well lines were grouped, compared with groups that are known. A group is right if it has exactly the lines of a known
 * one: no other, and all of them.
 *
 * @param lines how many there are
 * @param known how many groups there should be
 * @param found how many there are
 * @param right how many of these are right
 * @param accuracy the share of lines that are in a right group; 0 if there are no lines
 * @param f1 the harmonic mean of the shares of right groups among those found and among those known; 0 if none is right
 */
public record Grouping(int lines, int known, int found, int right, double accuracy, double f1) {
    private record Pair(Object found, Object known) {}

    /** Compares, line by line, the group that was found with the one that is known. Groups are the same if they are equal. */
    public static Grouping of(List<?> found, List<?> known) {
        if (found.size() != known.size()) {
            throw new IllegalArgumentException(
                    "Every line must have a group found (%d) and one known (%d), but some have not."
                            .formatted(found.size(), known.size()));
        }
        var foundSizes = new HashMap<Object, Integer>();
        var knownSizes = new HashMap<Object, Integer>();
        var shared = new HashMap<Pair, Integer>();
        for (int i = 0; i < found.size(); i++) {
            foundSizes.merge(found.get(i), 1, Integer::sum);
            knownSizes.merge(known.get(i), 1, Integer::sum);
            shared.merge(new Pair(found.get(i), known.get(i)), 1, Integer::sum);
        }
        int right = 0;
        int rightLines = 0;
        for (Map.Entry<Pair, Integer> each : shared.entrySet()) {
            Integer size = each.getValue();
            boolean isRight = size.equals(foundSizes.get(each.getKey().found))
                    && size.equals(knownSizes.get(each.getKey().known));
            right += isRight ? 1 : 0;
            rightLines += isRight ? size : 0;
        }
        int groups = foundSizes.size() + knownSizes.size();
        return new Grouping(
                found.size(),
                knownSizes.size(),
                foundSizes.size(),
                right,
                found.isEmpty() ? 0 : (double) rightLines / found.size(),
                groups == 0 ? 0 : 2.0 * right / groups);
    }
}
