package dev.afterwise.learn.predict;

import dev.afterwise.Profile;
import dev.afterwise.learn.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

    private Predictor(List<Past> past) {
        var score = new Score();
        new Replay(model)
                .all(
                        past,
                        (look, each) -> score.add(Logistic.of(look.logit()), Logistic.of(look.usual()), each.worked()));
        this.skill = score.skill();
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

    public Prediction predict(Profile profile) {
        SuccessModel.Look look = model.look(profile);
        List<Factor> factors = Factors.whole(profile, any -> false);
        return new Prediction(
                profile, chance(look), took.expected(factors), cost.expected(factors), contributions(look));
    }

    private Chance chance(SuccessModel.Look look) {
        double logit = look.logit();
        double doubt = Math.sqrt(model.effects().belief(look.factors()).variance());
        return new Chance(
                Logistic.of(logit),
                new Interval(Logistic.of(logit - CONFIDENT * doubt), Logistic.of(logit + CONFIDENT * doubt)),
                Logistic.of(look.usual()),
                skill);
    }

    private List<Contribution> contributions(SuccessModel.Look look) {
        double logit = look.logit();
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
