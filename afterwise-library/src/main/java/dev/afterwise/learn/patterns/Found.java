package dev.afterwise.learn.patterns;

import java.util.List;

/**
 * What a search found.
 *
 * @param patterns the surest first
 * @param looked how many things were looked at
 * @param executions how many there were whose outcome is known
 * @param rhythm when they began
 */
public record Found(List<Pattern> patterns, long looked, long executions, Rhythm rhythm) {
    public Found {
        patterns = List.copyOf(patterns);
    }
}
