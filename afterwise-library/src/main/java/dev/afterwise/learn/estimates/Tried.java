package dev.afterwise.learn.estimates;

import dev.afterwise.Attempt;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that was decided, and in which run.
 *
 * @param run counts from 0, the oldest first
 * @param numbers what the run was told, as far as it is numbers above 0
 * @param before the failed attempt in the same way that it repeated, or null
 */
record Tried(
        int run,
        SortedMap<String, Double> numbers,
        Attempt attempt,
        @Nullable Attempt before) {}
