package dev.afterwise;

import java.time.Duration;
import java.util.List;

/**
 * How much is remembered of what is known, for how long, and whose.
 *
 * @param most how many items are kept; those that are worth least make room
 * @param halfLife after how long what speaks for an item counts half
 * @param transfer whether what is known of one task is also told of others, discounted by how such findings held there
 * @param withheld from which share of the executions that could be told of an item it is withheld by chance, so that it shows what telling
 *     brings; from 0, never, to a half
 * @param shared workspaces of the same store whose knowledge is told here, too; empty unless somebody says so
 */
public record KnowledgeSettings(
        int most, Duration halfLife, boolean transfer, double withheld, List<Workspace> shared) {
    /** How many items can be kept at all. */
    public static final int MOST = 10_000;

    /** 1,000 items, 90 days, between the tasks of one workspace, withheld once in ten times. */
    public static final KnowledgeSettings STANDARD =
            new KnowledgeSettings(1_000, Duration.ofDays(90), true, .1, List.of());

    /** @throws IllegalArgumentException if the number of items, the half-life or the share is out of range */
    public KnowledgeSettings {
        shared = List.copyOf(shared);
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException(
                    "The number of items of knowledge must be from 1 to %,d, but it is (%d).".formatted(MOST, most));
        }
        if (!(withheld >= 0 && withheld <= .5)) {
            throw new IllegalArgumentException(
                    "The share that is withheld must be from 0 to 0.5, but it is (%s).".formatted(withheld));
        }
        if (!halfLife.isPositive()) {
            throw new IllegalArgumentException(
                    "The half-life of knowledge must be positive, but it is (%s).".formatted(halfLife));
        }
    }
}
