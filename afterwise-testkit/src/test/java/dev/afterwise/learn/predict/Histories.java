package dev.afterwise.learn.predict;

import dev.afterwise.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Made-up histories whose chances are known. */
final class Histories {
    private static final long MINUTE_US = 60_000_000;

    private Histories() {}

    /** Work of one task by four models on so many pieces, a minute after each other, each known at once. */
    static List<Past> of(int count, int pieces, RandomGenerator random, ToDoubleFunction<Profile> chance) {
        List<Past> past = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Profile profile = profile(random.nextInt(4), random.nextInt(pieces));
            past.add(past(i * MINUTE_US, profile, random.nextDouble() < chance.applyAsDouble(profile)));
        }
        return past;
    }

    static Profile profile(int model, int piece) {
        return Profile.of("fix").withAgent("fixer").withModel("model-" + model).with("piece", "piece-" + piece);
    }

    static Past past(long at, Profile profile, boolean worked) {
        return new Past(profile, at, at, worked, Past.Amounts.UNKNOWN);
    }

    /** The same with outcomes that have nothing to do with the work. */
    static List<Past> shuffled(List<Past> past, long seed) {
        List<Boolean> outcomes = new ArrayList<>(past.stream().map(Past::worked).toList());
        Collections.shuffle(outcomes, Random.from(new SplittableRandom(seed)));
        List<Past> shuffled = new ArrayList<>();
        for (int i = 0; i < past.size(); i++) {
            Past each = past.get(i);
            shuffled.add(new Past(each.profile(), each.startedUs(), each.knownUs(), outcomes.get(i), each.amounts()));
        }
        return shuffled;
    }

    /** From 0 for the first model and piece to 1 for the last. */
    static int number(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }
}
