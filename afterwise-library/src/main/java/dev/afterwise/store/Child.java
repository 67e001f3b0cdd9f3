package dev.afterwise.store;

import dev.afterwise.Headline;
import dev.afterwise.StepId;
import org.jspecify.annotations.Nullable;

/**
 * An execution that was made on behalf of another.
 *
 * @param step of the other one; null if it was made on behalf of that as a whole
 */
public record Child(@Nullable StepId step, Headline headline) {}
