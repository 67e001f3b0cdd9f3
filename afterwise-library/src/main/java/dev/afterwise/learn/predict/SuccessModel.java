package dev.afterwise.learn.predict;

import dev.afterwise.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how likely work is to succeed before it is done, and learns from how it went.
 *
 * <p>Several models predict side by side, from the base rate to effects of everything that is known; a {@link Mixture} of them and
 * of how things went lately is what is believed, unless the base rate has predicted no worse up to now. What is asked changes
 * nothing; learning is for one thread while nobody asks.
 */
final class SuccessModel {
    static final String BASE_RATE = "base_rate";
    static final String CHOSEN = "afterwise";

    /** The models, from the simplest to what is believed. */
    static final List<String> MODELS =
            List.of(BASE_RATE, "arm_rate", "effects", "effects_fitted", "difficulty", CHOSEN);

    private static final int EXPERTS = 5;

    /** How far the weights in the mixture are doubted, as variances: less, the larger what they are of may be. */
    private static final double ON_LOGITS = .05;

    private static final double ON_BASE_RATE = .01;
    private static final double ON_RATES = .3;
    private static final double ON_LABOUR = .1;

    /** Of an attribute each of whose values was seen so often on average, each value can be told from the others. */
    private static final double TRIES = 1.5;

    /** Something that was seen so often may suit one arm more than another. */
    private static final int COMMON = 10;

    private final Effects base = new Effects(false);
    private final Effects arms = new Effects(false);
    private final Effects online = new Effects(false);
    private final Effects fitted = new Effects(true);
    private final Lately lately = new Lately();
    private final Labour labour = new Labour();
    private final Mixture mixture = mixture();
    private @Nullable Difficulty difficulty;
    private double baseLoss;
    private double mixtureLoss;

    private static Mixture mixture() {
        double[] weights = new double[1 + EXPERTS + Lately.NUMBERS + Labour.NUMBERS];
        double[] doubts = new double[weights.length];
        // Outcomes that come together say little about which expert is right, and less about what went lately.
        double[] ofExperts = {0, .1, .25, .3, .3};
        System.arraycopy(ofExperts, 0, weights, 1, EXPERTS);
        Arrays.fill(doubts, ON_LOGITS);
        // The base rate differs from the constant only as time goes by.
        doubts[1] = ON_BASE_RATE;
        int lately = 1 + EXPERTS;
        Arrays.fill(doubts, lately + Lately.LOGITS, lately + Lately.LOGITS + Lately.RATES, ON_RATES);
        Arrays.fill(doubts, lately + Lately.NUMBERS, doubts.length, ON_LABOUR);
        return new Mixture(weights, doubts);
    }

    /** A piece of work as it is seen before it is done. */
    static final class Look {
        private final String name;
        private final List<Factor> arm;
        private final List<Factor> factors;
        private final String piece;
        private final double[] inputs;
        private final double mixed;
        private final boolean isBetter;

        private Look(Profile profile, SuccessModel model) {
            this.name = Factors.nameOfArm(profile);
            this.arm = Factors.arm(profile);
            this.factors = Factors.whole(profile, each -> model.fitted.seen(each) >= COMMON);
            Difficulty its = model.difficulty;
            this.piece = its == null ? "" : its.piece(factors);
            double effects = model.fitted.belief(factors).logit();
            this.inputs = new double[1 + EXPERTS + Lately.NUMBERS + Labour.NUMBERS];
            inputs[0] = 1;
            inputs[1] = model.base.belief(List.of(Factors.ALL)).logit();
            inputs[2] = model.arms.belief(arm).logit();
            inputs[3] = effects;
            inputs[4] = model.online.belief(factors).logit();
            inputs[5] = its == null ? effects : its.logit(factors);
            System.arraycopy(model.lately.of(name), 0, inputs, 1 + EXPERTS, Lately.NUMBERS);
            System.arraycopy(model.labour.of(piece), 0, inputs, 1 + EXPERTS + Lately.NUMBERS, Labour.NUMBERS);
            this.mixed = model.mixture.logit(inputs);
            this.isBetter = model.isBetter();
        }

        List<Factor> factors() {
            return factors;
        }

        double logit() {
            return isBetter ? mixed : inputs[1];
        }

        /** The logit of the rate of all work. */
        double usual() {
            return inputs[1];
        }

        /** How likely a success is by each of the {@link #MODELS}. */
        List<Double> byModel() {
            List<Double> all = new ArrayList<>();
            for (int i : new int[] {1, 2, 4, 3, 5}) {
                all.add(Logistic.of(inputs[i]));
            }
            all.add(Logistic.of(logit()));
            return all;
        }
    }

    Look look(Profile profile) {
        return new Look(profile, this);
    }

    /** Whether the mixture has predicted no worse than the base rate up to now. */
    boolean isBetter() {
        return mixtureLoss <= baseLoss;
    }

    /** What is believed of the logit of work with these factors, and of what each does to it. */
    Effects effects() {
        return fitted;
    }

    /** How a piece of work went, once it was looked at. */
    record Known(Look look, Past past) {}

    /**
     * Learns from the outcomes that have become known since it was last asked. Those that come together depend on each other more
     * than others do, so as evidence on how well the models predict they count as if there were fewer.
     */
    void learn(List<Known> outcomes) {
        double counts = 1 / Math.sqrt(Math.max(1, outcomes.size()));
        for (Known each : outcomes) {
            learn(each.look(), each.past(), counts);
        }
    }

    private void learn(Look look, Past past, double counts) {
        boolean worked = past.worked();
        baseLoss += loss(look.usual(), worked);
        mixtureLoss += loss(look.mixed, worked);
        mixture.learn(look.inputs, worked, counts);
        lately.learn(look.name, worked);
        labour.learn(look.name, look.piece, past.amounts(), worked);
        base.learn(List.of(Factors.ALL), worked);
        arms.learn(look.arm, worked);
        online.learn(look.factors, worked);
        if (difficulty != null) {
            difficulty.learn(look.factors, worked);
        }
        if (fitted.learn(look.factors, worked)) {
            refit();
        }
    }

    private static double loss(double logit, boolean worked) {
        return -Math.log(Math.max(1e-9, Logistic.of(worked ? logit : -logit)));
    }

    private void refit() {
        String finest = fitted.finest(TRIES);
        if (finest.isEmpty()) {
            difficulty = null;
            return;
        }
        if (difficulty == null || !difficulty.family().equals(finest)) {
            difficulty = new Difficulty(fitted, finest);
            fitted.replay(difficulty::learn);
        }
        difficulty.fit();
    }
}
