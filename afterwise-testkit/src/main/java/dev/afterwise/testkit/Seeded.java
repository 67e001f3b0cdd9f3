package dev.afterwise.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a property holds for many random values, the same ones every time. The values grow from run to run; when one
 * fails, smaller ones are tried, and the smallest that fails is reported with the seed that makes it again.
 *
 * <p>{@code -Dafterwise.seed=7} checks with other values.
 */
public final class Seeded {
    private static final long SEED = Long.getLong("afterwise.seed", 2026);
    private static final int LARGEST = 50;
    private static final int TRIES_PER_SIZE = 40;

    private Seeded() {}

    /** Makes values. */
    @FunctionalInterface
    public interface Generator<T> {
        /** @param size from 1, for the simplest values there are, to 50 */
        T make(RandomGenerator random, int size);
    }

    /** Throws where it does not hold. */
    @FunctionalInterface
    public interface Property<T> {
        void holdsFor(T value) throws Exception;
    }

    /** A source of chance for a test that needs no property. */
    public static RandomGenerator random() {
        return new SplittableRandom(SEED);
    }

    /** The same elements in an order left to chance. */
    public static <T> List<T> shuffled(Collection<T> elements, RandomGenerator random) {
        var all = new ArrayList<>(elements);
        for (int i = all.size() - 1; i > 0; i--) {
            Collections.swap(all, i, random.nextInt(i + 1));
        }
        return all;
    }

    /** @throws AssertionError if the property does not hold for one of the {@code runs} values */
    public static <T> void check(int runs, Generator<T> generator, Property<? super T> property) {
        for (int run = 0; run < runs; run++) {
            var failed = attempt(SEED + run, 1 + run * LARGEST / runs, generator, property);
            if (failed != null) {
                throw smallest(failed, generator, property).report();
            }
        }
    }

    private record Failed<T>(long seed, int size, T value, Throwable why) {
        AssertionError report() {
            return new AssertionError("""
                    The property must hold for every value, but with seed %d and size %d it fails for
                    %s
                    because %s
                    Maybe run this test again with -Dafterwise.seed=%d""".formatted(seed, size, value, why, SEED), why);
        }
    }

    private static <T> Failed<T> smallest(Failed<T> failed, Generator<T> generator, Property<? super T> property) {
        for (int size = 1; size < failed.size(); size++) {
            for (int again = 0; again < TRIES_PER_SIZE; again++) {
                var smaller = attempt(failed.seed() + again, size, generator, property);
                if (smaller != null) {
                    return smaller;
                }
            }
        }
        return failed;
    }

    private static <T> @Nullable Failed<T> attempt(
            long seed, int size, Generator<T> generator, Property<? super T> property) {
        T value = generator.make(new SplittableRandom(seed), size);
        try {
            property.holdsFor(value);
            return null;
        } catch (Exception | AssertionError why) {
            return new Failed<>(seed, size, value, why);
        }
    }
}
