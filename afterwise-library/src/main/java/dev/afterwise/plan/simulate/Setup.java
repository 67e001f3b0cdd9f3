package dev.afterwise.plan.simulate;

import dev.afterwise.Policy;
import dev.afterwise.Value;
import dev.afterwise.plan.PlanLimits;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Under which circumstances a plan is played through.
 *
 * @param workers how many attempts may be made at once, from 1 to 64
 * @param runs how many runs are played, from 10 to 100,000
 * @param params what the runs are told, as far as it is known
 * @param policy what was adopted
 * @param seed the same seed, the same luck
 */
public record Setup(int workers, int runs, SortedMap<String, Value> params, Policy policy, long seed) {
    /** As runs are by default: 5 at once, 1,000 runs, nothing adopted. */
    public static final Setup STANDARD = new Setup(
            PlanLimits.DEFAULT.maxConcurrency(), 1_000, Collections.emptySortedMap(), Policy.INITIAL, 20_260_101L);

    /** @throws IllegalArgumentException if a part is out of range */
    public Setup {
        if (workers < 1 || workers > 64) {
            throw new IllegalArgumentException(
                    "The workers must be from 1 to 64, but they are (%d).".formatted(workers));
        }
        if (runs < 10 || runs > 100_000) {
            throw new IllegalArgumentException(
                    "The runs to be simulated must be from 10 to 100,000, but they are (%d).".formatted(runs));
        }
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
    }

    public Setup withWorkers(int number) {
        return new Setup(number, runs, params, policy, seed);
    }

    public Setup withRuns(int number) {
        return new Setup(workers, number, params, policy, seed);
    }

    public Setup withParams(Map<String, Value> told) {
        return new Setup(workers, runs, new TreeMap<>(told), policy, seed);
    }

    public Setup withPolicy(Policy adopted) {
        return new Setup(workers, runs, params, adopted, seed);
    }

    public Setup withSeed(long other) {
        return new Setup(workers, runs, params, policy, other);
    }
}
