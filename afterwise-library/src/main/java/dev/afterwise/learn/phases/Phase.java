package dev.afterwise.learn.phases;

import dev.afterwise.Summary;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the steps of one name.
 *
 * @param summary all that they add up to
 * @param critical their share of the critical path
 * @param pace null if there is too little to compare
 * @param accuracy null if there were no estimates
 */
public record Phase(
        PhaseKey key,
        Summary summary,
        Share critical,
        @Nullable Pace pace,
        @Nullable Accuracy accuracy) {}
