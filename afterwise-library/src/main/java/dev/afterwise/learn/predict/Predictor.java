package dev.afterwise.learn.predict;

import dev.afterwise.Profile;
import dev.afterwise.learn.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what will come of work, from memory, as it has learned from a history. Immutable, and safe for use by many threads.
 *
 * <p>It knows nothing of a history that is empty: then every chance is even.
 */
public final class Predictor {
    private static final double CONFIDENT = 1.96;

    private final SuccessModel model = new SuccessModel();
    private final Amount took = new Amount();
    private final Amount cost = new Amount();
    private final Skill skill;
    private final Likes likes;
    private final Vocabulary vocabulary;

    private Predictor(List<Past> past) {
        var score = new Score();
        new Replay(model)
                .all(
                        past,
                        (look, each) -> score.add(Logistic.of(look.logit()), Logistic.of(look.usual()), each.worked()));
        this.skill = score.skill();
        this.likes = new Likes(past);
        this.vocabulary = Vocabulary.of(past);
        past.stream().sorted(Comparator.comparingLong(Past::knownUs)).forEach(this::learnAmounts);
        took.settle();
        cost.settle();
    }

    /** Learns from the past, in the order in which it became known. */
    public static Predictor of(List<Past> past) {
        return new Predictor(past);
    }

    private void learnAmounts(Past past) {
        List<Factor> factors = Factors.whole(past.profile(), any -> false);
        if (past.amounts().seconds() > 0) {
            took.learn(factors, past.amounts().seconds());
        }
        if (past.amounts().dollars() > 0) {
            cost.learn(factors, past.amounts().dollars());
        }
    }

    /** How well it has told chances before it knew the outcomes. */
    public Skill skill() {
        return skill;
    }

    /** What is not named of work although nearly all work of its task has it is averaged over past work like it. */
    public Prediction predict(Profile profile) {
        SuccessModel.Look look = model.look(profile);
        Likes.Filled filled = likes.fill(profile);
        return filled == null ? whole(profile, look) : averaged(profile, look, filled);
    }

    private Prediction whole(Profile profile, SuccessModel.Look look) {
        List<Factor> factors = Factors.whole(profile, any -> false);
        return new Prediction(
                profile,
                chance(look),
                took.expected(factors),
                cost.expected(factors),
                contributions(look, look.logit()),
                null,
                vocabulary);
    }

    private Prediction averaged(Profile profile, SuccessModel.Look look, Likes.Filled filled) {
        List<SuccessModel.Look> looks =
                filled.profiles().stream().map(model::look).toList();
        List<List<Factor>> factors = filled.profiles().stream()
                .map(each -> Factors.whole(each, any -> false))
                .toList();
        Chance chance = average(looks);
        return new Prediction(
                profile,
                chance,
                took.expectedOfAny(factors),
                cost.expectedOfAny(factors),
                contributions(look, Logistic.logit(chance.success())),
                filled.averaged(),
                vocabulary);
    }

    /**
     * The average of chances, and how uncertain that is: by what is uncertain of each factor's effect, which those that share it
     * have in common, and by which ones happened to be drawn.
     */
    private Chance average(List<SuccessModel.Look> looks) {
        int count = looks.size();
        double mean = 0;
        double squares = 0;
        Map<Factor, Double> slopes = new HashMap<>();
        for (SuccessModel.Look look : looks) {
            double success = Logistic.of(look.logit());
            mean += success / count;
            squares += success * success / count;
            for (Factor each : look.factors()) {
                slopes.merge(each, success * (1 - success) / count, Double::sum);
            }
        }
        double variance = Math.max(0, squares - mean * mean) / count;
        for (Map.Entry<Factor, Double> each : slopes.entrySet()) {
            variance += each.getValue()
                    * each.getValue()
                    * model.effects().effect(each.getKey()).variance();
        }
        double logit = Logistic.logit(mean);
        double doubt = Math.sqrt(variance) / Math.max(1e-6, mean * (1 - mean));
        return chance(mean, logit, doubt, looks.getFirst().usual());
    }

    private Chance chance(SuccessModel.Look look) {
        double doubt = Math.sqrt(model.effects().belief(look.factors()).variance());
        return chance(Logistic.of(look.logit()), look.logit(), doubt, look.usual());
    }

    private Chance chance(double success, double logit, double doubt, double usual) {
        var interval = new Interval(Logistic.of(logit - CONFIDENT * doubt), Logistic.of(logit + CONFIDENT * doubt));
        return new Chance(success, interval, Logistic.of(usual), skill);
    }

    private List<Contribution> contributions(SuccessModel.Look look, double logit) {
        List<Contribution> all = new ArrayList<>();
        for (Factor each : look.factors()) {
            if (!each.equals(Factors.ALL) && model.effects().seen(each) > 0) {
                Effects.Belief its = model.effects().effect(each);
                double half = CONFIDENT * Math.sqrt(its.variance());
                all.add(new Contribution(
                        each,
                        its.mean(),
                        new Interval(its.mean() - half, its.mean() + half),
                        Logistic.of(logit) - Logistic.of(logit - its.mean()),
                        model.effects().seen(each)));
            }
        }
        all.sort(Comparator.comparingDouble((Contribution each) -> -Math.abs(each.logit()))
                .thenComparing(each -> each.factor().toString()));
        return all;
    }
}
