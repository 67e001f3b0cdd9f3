package dev.afterwise.learn.remedies;

import dev.afterwise.BoostTrial;
import dev.afterwise.Execution;
import dev.afterwise.GuardSettings;
import dev.afterwise.segment.Columns;
import java.util.List;

/**
 * What a {@link RemedyStudy} looks at.
 *
 * @param columns all executions that count
 * @param thresholds those that have names, as they hold now
 * @param executions those of which every call is known, whatever their order
 * @param guards what guards of components go by now
 * @param boosts what boosts have been worth
 */
public record Material(
        Columns columns,
        List<NamedThreshold> thresholds,
        List<Execution> executions,
        GuardSettings guards,
        List<BoostTrial> boosts) {
    public Material {
        thresholds = List.copyOf(thresholds);
        executions = List.copyOf(executions);
        boosts = List.copyOf(boosts);
    }

    /** Nothing is known of healing. */
    public static Material of(Columns columns, List<NamedThreshold> thresholds) {
        return new Material(columns, thresholds, List.of(), GuardSettings.STANDARD, List.of());
    }
}
