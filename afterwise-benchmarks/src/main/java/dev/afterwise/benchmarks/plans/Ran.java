package dev.afterwise.benchmarks.plans;

/**
 * What came of one run.
 *
 * @param way how the plan was run
 * @param seed of what happened by chance
 * @param seconds from its start to its end
 * @param expected how many it was expected to take before it began; not a number where nobody asked
 */
public record Ran(String scene, Way way, int seed, boolean completed, double seconds, double expected) {
    /** Whether it took what was expected, give or take this share of it. */
    public boolean isWithin(double share) {
        return Math.abs(seconds - expected) <= share * seconds;
    }
}
