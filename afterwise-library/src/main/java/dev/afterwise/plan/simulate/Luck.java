package dev.afterwise.plan.simulate;

import java.util.random.RandomGenerator;

/**
 * Chance that depends on nothing but what it is for, so that two plans meet with the same luck in what they have in common, however
 * much else they do (common random numbers). The mixing is that of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom
 * number generators", OOPSLA 2014). Used by one thread.
 */
final class Luck implements RandomGenerator {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;
    private long first;
    private boolean hasFirst;

    private Luck(long state) {
        this.state = state;
    }

    static Luck of(long seed, long... purpose) {
        long state = mixed(seed + GOLDEN);
        for (long part : purpose) {
            state = mixed(state ^ (part * GOLDEN + GOLDEN));
        }
        return new Luck(state);
    }

    /** A number for a name. */
    static long key(String... names) {
        long key = 0;
        for (String name : names) {
            for (int i = 0; i < name.length(); i++) {
                key = mixed(key + GOLDEN + name.charAt(i));
            }
            key = mixed(~key);
        }
        return key;
    }

    /**
     * The same, but what it gives first falls into one of so many equal parts: into each of them once, for the same purpose, over the
     * strokes from 0 on (Latin hypercube sampling: McKay, Beckman, Conover, Technometrics 21, 1979). What depends on that alone is
     * then the same, on average, for one set of strokes as for another.
     *
     * @param purpose the same for all strokes
     * @param parts a prime number
     */
    Luck inPart(int stroke, int parts, long purpose) {
        Luck shared = new Luck(mixed(purpose));
        long step = 1 + (long) (shared.open() * (parts - 1));
        long shift = (long) (shared.open() * parts);
        double part = (double) ((step * stroke + shift) % parts) + open();
        first = (long) (part / parts * 0x1.0p63) << 1;
        hasFirst = true;
        return this;
    }

    @Override
    public long nextLong() {
        if (hasFirst) {
            hasFirst = false;
            return first;
        }
        state += GOLDEN;
        return mixed(state);
    }

    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** A chance that is drawn from what is believed of it: as if it had come so and the other way so often. */
    double beta(double one, double other) {
        double first = gamma(one);
        double second = gamma(other);
        return first / Math.max(1e-300, first + second);
    }

    /** By squeeze and rejection (Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26, 2000). */
    private double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * Math.pow(open(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = nextGaussian();
            double v = 1 + c * x;
            if (v > 0) {
                double cube = v * v * v;
                if (Math.log(open()) < .5 * x * x + d - d * cube + d * Math.log(cube)) {
                    return d * cube;
                }
            }
        }
    }

    /** Above 0 and below 1. */
    double open() {
        return ((nextLong() >>> 11) + .5) * 0x1.0p-53;
    }
}
