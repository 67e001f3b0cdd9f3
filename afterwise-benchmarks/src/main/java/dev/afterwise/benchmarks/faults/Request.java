package dev.afterwise.benchmarks.faults;

import java.util.SplittableRandom;

/**
 * What a client wants once, and all chance that it will meet: what happens to attempt number n of it was drawn before anybody
 * called anything, so that every policy sees the same world.
 *
 * @param at when it arrives, in nanoseconds since the world began
 */
public record Request(long seed, int number, long at, int client, int shard) {
    private static final int SERVICE = 1;
    private static final int FAULT = 2;
    private static final int KIND = 3;

    /** The work that an attempt makes, in shares of what is usual: exponential, 1 on average. */
    double work(int attempt) {
        return -Math.log(1 - draw(SERVICE, attempt));
    }

    /** Below the share of attempts that a fault hits, if it hits this one. */
    double fault(int attempt) {
        return draw(FAULT, attempt);
    }

    /** Below the share of requests that a fault hits, if it hits all attempts of this one. */
    double kind() {
        return draw(KIND, 0);
    }

    private double draw(int what, int attempt) {
        long mixed = seed * 0x9E3779B97F4A7C15L + number * 0xBF58476D1CE4E5B9L + what * 64L + attempt;
        return new SplittableRandom(mixed).nextDouble();
    }
}
