package dev.afterwise.learn.predict;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of something work takes, on the scale of logarithms: the sum of the effects of its factors, each with a normal belief
 * that every outcome moves (assumed-density filtering, as of {@link Effects}). How far off this was, each time before the outcome
 * was known, makes the quantiles: no distribution is assumed, and what is stretched is stretched as it was in the past (Vovk,
 * Gammerman and Shafer, "Algorithmic learning in a random world", 2005). What is asked changes nothing; learning is for one thread
 * while nobody asks.
 */
final class Amount {
    private static final double PRIOR = .5;
    private static final double LEVEL_PRIOR = 100;
    private static final double FIRST_NOISE = .5;
    private static final double LEAST_NOISE = 1e-4;
    private static final int KEPT = 1_000;
    private static final int POINTS = 200;
    private static final int FEWEST = 10;
    private static final int MOST_FACTORS = 200_000;

    private final Map<Factor, Effects.Belief> effects = new HashMap<>();
    private final double[] surprises = new double[KEPT];
    private double noise = FIRST_NOISE;
    private int count;
    private double[] sorted = {};

    /** Makes what was learned ready to be asked. */
    void settle() {
        double[] all = Arrays.copyOf(surprises, Math.min(Math.max(0, count - 1), KEPT));
        Arrays.sort(all);
        sorted = new double[Math.min(all.length, POINTS)];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = all[(2 * i + 1) * all.length / (2 * sorted.length)];
        }
    }

    /** What to expect, by what was learned before it was last {@link #settle settled}; null where too little is known. */
    @Nullable
    Expected expected(List<Factor> factors) {
        if (sorted.length < FEWEST) {
            return null;
        }
        Effects.Belief belief = belief(factors);
        double deviation = Math.sqrt(belief.variance() + noise);
        double mean = 0;
        for (double each : sorted) {
            mean += Math.exp(belief.mean() + deviation * each) / sorted.length;
        }
        return new Expected(
                at(belief.mean(), deviation, sorted, .1),
                at(belief.mean(), deviation, sorted, .5),
                at(belief.mean(), deviation, sorted, .9),
                at(belief.mean(), deviation, sorted, .95),
                mean,
                count);
    }

    /** What to expect of work that is like any of these, each as likely as the others; the same otherwise. */
    @Nullable
    Expected expectedOfAny(List<List<Factor>> likes) {
        if (sorted.length < FEWEST) {
            return null;
        }
        double[] all = new double[likes.size() * sorted.length];
        int filled = 0;
        for (List<Factor> each : likes) {
            Effects.Belief belief = belief(each);
            double deviation = Math.sqrt(belief.variance() + noise);
            for (double surprise : sorted) {
                all[filled++] = belief.mean() + deviation * surprise;
            }
        }
        Arrays.sort(all);
        double mean = 0;
        for (double each : all) {
            mean += Math.exp(each) / filled;
        }
        return new Expected(at(0, 1, all, .1), at(0, 1, all, .5), at(0, 1, all, .9), at(0, 1, all, .95), mean, count);
    }

    private static double at(double mean, double deviation, double[] sorted, double share) {
        int place = Math.min(sorted.length - 1, (int) Math.floor(share * (sorted.length + 1)));
        return Math.exp(mean + deviation * sorted[place]);
    }

    /** @param amount more than zero */
    void learn(List<Factor> factors, double amount) {
        double log = Math.log(amount);
        Effects.Belief belief = belief(factors);
        double variance = belief.variance() + noise;
        double off = log - belief.mean();
        if (count > 0) {
            surprises[(count - 1) % KEPT] = off / Math.sqrt(variance);
            // What is left when the effects are known, as far as this one tells.
            double left = off * off * noise / variance;
            noise += (Math.max(LEAST_NOISE, left) - noise) / Math.min(count + 5.0, KEPT);
        }
        count = Math.min(count + 1, Integer.MAX_VALUE - 1);
        for (Factor each : factors) {
            Effects.Belief its = effect(each);
            if (effects.size() < MOST_FACTORS || effects.containsKey(each)) {
                double share = its.variance() / variance;
                effects.put(each, new Effects.Belief(its.mean() + share * off, its.variance() * (1 - share)));
            }
        }
    }

    private Effects.Belief belief(List<Factor> factors) {
        double mean = 0;
        double variance = 0;
        for (Factor each : factors) {
            Effects.Belief its = effect(each);
            mean += its.mean();
            variance += its.variance();
        }
        return new Effects.Belief(mean, variance);
    }

    private Effects.Belief effect(Factor factor) {
        Effects.Belief known = effects.get(factor);
        return known != null ? known : new Effects.Belief(0, factor.equals(Factors.ALL) ? LEVEL_PRIOR : PRIOR);
    }
}
