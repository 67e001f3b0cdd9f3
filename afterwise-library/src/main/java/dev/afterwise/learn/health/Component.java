package dev.afterwise.learn.health;

import dev.afterwise.Summary;
import org.jspecify.annotations.Nullable;

/**
 * A part of what goes on, such as an agent, and how well it does.
 *
 * @param kind such as {@code agent}, or {@code metric} for what is only sampled
 * @param now what was looked at; empty for what is only sampled
 * @param before the time before that
 * @param score null where there is too little to say
 */
public record Component(
        String kind,
        String name,
        Summary now,
        Summary before,
        @Nullable Score score) {}
