package dev.afterwise;

import dev.afterwise.plan.PlanLimits;
import dev.afterwise.time.Randomness;
import dev.afterwise.time.Timekeeper;
import java.util.random.RandomGenerator;

/**
 * What a front door works with.
 *
 * @param workspace all that is recorded and read belongs to it
 * @param time where it learns the time and waits
 * @param random where chance comes from; must be safe for use by many threads
 */
public record Settings(Workspace workspace, PlanLimits limits, Timekeeper time, RandomGenerator random) {
    /** The default workspace and limits, the machine's own clocks and chance. */
    public static final Settings STANDARD =
            new Settings(Workspace.DEFAULT, PlanLimits.DEFAULT, Timekeeper.system(), Randomness.system());

    public Settings with(Workspace other) {
        return new Settings(other, limits, time, random);
    }

    public Settings with(PlanLimits other) {
        return new Settings(workspace, other, time, random);
    }

    public Settings with(Timekeeper other) {
        return new Settings(workspace, limits, other, random);
    }

    public Settings with(RandomGenerator other) {
        return new Settings(workspace, limits, time, other);
    }
}
