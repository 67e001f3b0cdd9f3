package dev.afterwise.plan.simulate;

import java.util.HashMap;
import java.util.Map;

/** One of the worlds that the samples allow: in it, chances and durations are known. Used by one thread. */
final class World {
    private static final long FOR_SLOWNESS = 0x53;

    final int number;
    private final double slowness;
    private final long seed;
    private final Map<Long, WayModel.Drawn> ways = new HashMap<>();
    private final Map<Long, Double> begun = new HashMap<>();

    World(long seed, int number) {
        this.seed = seed;
        this.number = number;
        this.slowness = Luck.of(seed, number, FOR_SLOWNESS).nextGaussian();
    }

    /** How far all runs that were seen may have been quicker or slower than runs are, in deviations of one of them. */
    double slowness() {
        return slowness;
    }

    WayModel.Drawn way(WayModel way) {
        return ways.computeIfAbsent(way.key(), key -> way.drawn(Luck.of(seed, number, key)));
    }

    /** How often a step is begun that hangs on what nobody knows before the run. */
    double begun(StepModel step) {
        return begun.computeIfAbsent(
                step.key,
                key -> Luck.of(seed, number, ~key)
                        .beta(
                                1 + (double) step.begun.worked(),
                                1 + (double) (step.begun.tried() - step.begun.worked())));
    }
}
