package dev.afterwise.cli.eval;

import dev.afterwise.learn.recommend.Occasion;
import java.util.random.RandomGenerator;

/** Ways of choosing that ours is compared with, as textbooks have them: they know the arms and nothing of the work. */
final class Players {
    private static final double EXPLORED = .1;

    private Players() {}

    static Player random(int arms, RandomGenerator random) {
        return new Counting(arms, random, (counts, arm) -> 0);
    }

    /** Upper confidence bounds (Auer, Cesa-Bianchi and Fischer, Machine Learning 47, 2002). */
    static Player ucb1(int arms, RandomGenerator random) {
        return new Counting(
                arms,
                random,
                (counts, arm) -> counts.tried[arm] == 0
                        ? Double.POSITIVE_INFINITY
                        : counts.worked[arm] / counts.tried[arm]
                                + Math.sqrt(2 * Math.log(counts.all) / counts.tried[arm]));
    }

    /** The best one so far, but one time of ten any. */
    static Player epsilonGreedy(int arms, RandomGenerator random) {
        return new Counting(
                arms, random, (counts, arm) -> counts.tried[arm] == 0 ? 1 : counts.worked[arm] / counts.tried[arm]) {
            @Override
            public int choose(Occasion occasion) {
                return random.nextDouble() < EXPLORED ? random.nextInt(arms) : super.choose(occasion);
            }
        };
    }

    /** Thompson sampling, each rate of success as likely as another at first. */
    static Player thompson(int arms, RandomGenerator random) {
        return new Counting(arms, random, (counts, arm) -> {
            double worked = gamma(1 + counts.worked[arm], random);
            return worked / (worked + gamma(1 + counts.tried[arm] - counts.worked[arm], random));
        });
    }

    /** Marsaglia and Tsang, "A simple method for generating gamma variables" (ACM TOMS 26, 2000). */
    private static double gamma(double shape, RandomGenerator random) {
        double d = shape - 1 / 3.0;
        while (true) {
            double x = random.nextGaussian();
            double cube = Math.pow(1 + x / Math.sqrt(9 * d), 3);
            if (cube > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d * (1 - cube + Math.log(cube))) {
                return d * cube;
            }
        }
    }

    private interface Score {
        double of(Counting counts, int arm);
    }

    /** Takes the arm with the highest score; of equals any. */
    private static class Counting implements Player {
        private final RandomGenerator random;
        private final Score score;
        final double[] worked;
        final double[] tried;
        double all;

        Counting(int arms, RandomGenerator random, Score score) {
            this.random = random;
            this.score = score;
            this.worked = new double[arms];
            this.tried = new double[arms];
        }

        @Override
        public int choose(Occasion occasion) {
            int best = 0;
            int equals = 0;
            double highest = Double.NEGATIVE_INFINITY;
            for (int arm = 0; arm < worked.length; arm++) {
                double its = score.of(this, arm);
                equals = its > highest ? 1 : its == highest ? equals + 1 : equals;
                if (its > highest || (its == highest && random.nextInt(equals) == 0)) {
                    best = arm;
                    highest = its;
                }
            }
            return best;
        }

        @Override
        public void learn(Occasion occasion, int arm, boolean success) {
            tried[arm]++;
            worked[arm] += success ? 1 : 0;
            all++;
        }
    }
}
