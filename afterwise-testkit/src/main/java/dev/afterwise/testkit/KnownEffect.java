package dev.afterwise.testkit;

import dev.afterwise.Aim;
import dev.afterwise.Change;
import dev.afterwise.Experiment;
import dev.afterwise.Subject;
import dev.afterwise.Variant;
import dev.afterwise.learn.experiment.Gain;
import dev.afterwise.learn.experiment.Observation;
import dev.afterwise.learn.experiment.Observation.Result;
import dev.afterwise.learn.experiment.Reading;
import dev.afterwise.learn.experiment.Trial;
import dev.afterwise.learn.experiment.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A change whose effect is known, tried in virtual time until the experiment ends by itself.
 *
 * @param base how often the original works, from 0 to 1
 * @param effect how much more often the changed variant works, in the same weather
 * @param every after how many runs somebody looks
 */
public record KnownEffect(double base, double effect, Weather weather, int every) {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration APART = Duration.ofMinutes(5);
    private static final int KEYS_OPEN = 20;
    private static final double KEY_ENDS = .1;

    /** What else happens meanwhile. */
    public enum Weather {
        /** Nothing. */
        STEADY,
        /** Every few hundred runs an outage in which some forty in a row fail three times of four. */
        OUTAGES,
        /** All works ever less often, from ten points above the base to ten below it. */
        DECLINE,
        /** Some ten runs have a key in common, and get one variant; keys differ by twenty points. */
        KEYS
    }

    /**
     * How it ended.
     *
     * @param runs of all variants
     * @param extraFailures how many failures more there were than without the experiment, on average over chance
     * @param gain as it was stated at the end
     * @param truth what the gain was in these runs, on average over chance
     */
    public record Ended(Verdict verdict, int runs, double extraFailures, Gain gain, double truth) {
        public boolean isKept() {
            return verdict instanceof Verdict.Better;
        }

        public boolean holdsTheTruth() {
            return gain.low() <= truth && truth <= gain.high();
        }
    }

    /** Chance that is drawn for one run. */
    private static final class Sky {
        private final KnownEffect world;
        private final SplittableRandom random;
        private final List<double[]> keys = new ArrayList<>();
        private int outage;
        private int next;

        Sky(KnownEffect world, long seed) {
            this.world = world;
            this.random = new SplittableRandom(seed);
        }

        /** The key's number, and how often the original works now. */
        double[] run(int number) {
            return switch (world.weather) {
                case STEADY -> new double[] {number, world.base};
                case OUTAGES -> {
                    outage = outage > 0 ? outage - 1 : random.nextInt(300) == 0 ? 20 + random.nextInt(40) : 0;
                    yield new double[] {number, outage > 0 ? .25 : world.base};
                }
                case DECLINE -> new double[] {number, Math.max(.15, world.base + .1 - .2 * number / 4_000)};
                case KEYS -> key();
            };
        }

        private double[] key() {
            while (keys.size() < KEYS_OPEN) {
                keys.add(new double[] {next++, Math.clamp(world.base + .2 * (random.nextBoolean() ? 1 : -1), .05, .95)
                });
            }
            int which = random.nextInt(keys.size());
            return random.nextDouble() < KEY_ENDS ? keys.remove(which) : keys.get(which);
        }
    }

    /** Tries the change until it is decided, from chance that is the same for the same seed. */
    public Ended run(long seed) {
        var changed = new Change.RetryUpTo(Subject.step("work", "step"), 5);
        var experiment = Experiment.begin(
                "known " + seed,
                changed.subject(),
                Aim.SUCCESS,
                List.of(Variant.of("as before", .5), new Variant("changed", .5, List.of(changed))),
                BEGINNING);
        var sky = new Sky(this, seed);
        var observations = new ArrayList<Observation>();
        double extra = 0;
        double truth = 0;
        for (int number = 1; ; number++) {
            double[] drawn = sky.run(number);
            double better = Math.clamp(drawn[1] + effect, 0, 1) - drawn[1];
            String key = Integer.toString((int) drawn[0]);
            String variant = experiment.variantFor(key).orElseThrow().name();
            boolean isChanged = variant.equals("changed");
            boolean worked = sky.random.nextDouble() < drawn[1] + (isChanged ? better : 0);
            Instant at = BEGINNING.plus(APART.multipliedBy(number));
            observations.add(new Observation(
                    variant, key, at, worked ? Result.WORKED : Result.FAILED, 1 + sky.random.nextDouble(), 0));
            extra -= isChanged ? better : 0;
            truth += better;
            if (number % every == 0) {
                Reading reading = Trial.read(experiment, observations, at);
                if (!(reading.verdict() instanceof Verdict.KeepGoing)) {
                    Gain gain = reading.of("changed").orElseThrow().gain();
                    return new Ended(reading.verdict(), number, extra, gain, truth / number);
                }
            }
        }
    }
}
