package dev.afterwise.time;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Where chance comes from. */
public final class Randomness {
    private Randomness() {}

    /** The machine's own chance, safe for use by many threads. */
    public static RandomGenerator system() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
