package dev.afterwise.learn;

import dev.afterwise.Recommendation;
import org.jspecify.annotations.Nullable;

/**
 * What came of one thing looked at.
 *
 * @param pValue how likely it looks like this where there is nothing, not yet corrected for what else was looked at
 * @param worth what to recommend if that is unlikely enough; null if it would not be worth it even then
 */
public record Finding(double pValue, @Nullable Recommendation worth) {}
