package dev.afterwise.benchmarks.plans;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Chance that can be begun anew, so that runs of one scene draw the same alternatives on the same luck. Safe for use by many threads. */
final class Luck implements RandomGenerator {
    private SplittableRandom random = new SplittableRandom(0);

    synchronized void begin(int seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public synchronized long nextLong() {
        return random.nextLong();
    }
}
