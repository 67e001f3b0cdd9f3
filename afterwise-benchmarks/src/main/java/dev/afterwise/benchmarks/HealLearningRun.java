package dev.afterwise.benchmarks;

import dev.afterwise.benchmarks.HealLearningWorld.Kind;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One sequence of failures under one policy. What is drawn depends on the seed alone, so that all policies meet the same failures
 * with the same luck.
 *
 * @param first share recovered of the first 200 failures, in percent
 * @param before of those before the change
 * @param after of those after it
 * @param late of the last quarter
 * @param seconds spent on each failure
 */
record HealLearningRun(double first, double before, double after, double late, double seconds) {
    static final int FAILURES = 6_000;
    static final int FIRST = 200;
    static final int ATTEMPTS = 3;

    /** Time that passes from failure to failure. */
    static final class Clock implements Timekeeper {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return Duration.between(Instant.EPOCH, now).toNanos();
        }

        @Override
        public void sleep(Duration duration) {
            pass(duration);
        }
    }

    /** @param gap how much time passes between two failures, on average */
    static HealLearningRun of(
            HealLearningWorld world, HealLearningPolicy policy, Clock clock, Duration gap, long seed) {
        var random = new SplittableRandom(seed);
        int[] recovered = new int[4];
        double seconds = 0;
        for (int i = 0; i < FAILURES; i++) {
            clock.pass(Duration.ofNanos((long) (-Math.log1p(-random.nextDouble()) * gap.toNanos())));
            boolean isChanged = i >= FAILURES / 2;
            Kind kind = world.kinds().get(random.nextInt(world.kinds().size()));
            double[][] luck = new double[HealLearningWorld.ACTIONS.size()][ATTEMPTS];
            for (double[] row : luck) {
                for (int j = 0; j < ATTEMPTS; j++) {
                    row[j] = random.nextDouble();
                }
            }
            double spent = spent(policy.begin(kind, isChanged), isChanged ? kind.after() : kind.before(), luck);
            seconds += Math.abs(spent);
            int worked = spent > 0 ? 1 : 0;
            recovered[0] += i < FIRST ? worked : 0;
            recovered[isChanged ? 2 : 1] += worked;
            recovered[3] += i >= FAILURES * 3 / 4 ? worked : 0;
        }
        return new HealLearningRun(
                100.0 * recovered[0] / FIRST,
                100.0 * recovered[1] / (FAILURES / 2),
                100.0 * recovered[2] / (FAILURES / 2),
                100.0 * recovered[3] / (FAILURES / 4),
                seconds / FAILURES);
    }

    /** The seconds spent; less than zero if it was in vain. */
    private static double spent(HealLearningPolicy.Turn turn, List<Double> chances, double[][] luck) {
        double spent = 0;
        int[] tried = new int[luck.length];
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int action = turn.next();
            double chance = tried[action] == 0 ? chances.get(action) : chances.get(action) * again(tried[action]);
            boolean worked = luck[action][tried[action]] < chance;
            tried[action]++;
            double seconds = HealLearningWorld.SECONDS.get(action);
            spent += seconds;
            turn.learned(worked, Duration.ofMillis((long) (1_000 * seconds)));
            if (worked) {
                return spent;
            }
        }
        return -spent;
    }

    private static double again(int times) {
        return Math.pow(HealLearningWorld.AGAIN, times);
    }
}
