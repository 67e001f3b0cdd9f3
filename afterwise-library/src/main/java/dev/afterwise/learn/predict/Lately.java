package dev.afterwise.learn.predict;

import java.util.HashMap;
import java.util.Map;

/**
 * How things went lately: of all work and of each arm, as running means that forget at several speeds. What is asked changes
 * nothing; learning is for one thread while nobody asks.
 */
final class Lately {
    /** How many numbers {@link #of} gives. */
    static final int NUMBERS = 6;

    /** So many of them, the first, are logits, */
    static final int LOGITS = 2;

    /** and so many after those lie between -1 and 1. */
    static final int RATES = 3;

    private static final int MOST_ARMS = 100_000;
    private static final double FEW = 20;
    private static final double MANY = 200;
    private static final double VERY_MANY = 5_000;
    private static final double FEW_OF_ARM = 3;
    private static final double MANY_OF_ARM = 15;
    private static final double SUREST = .98;

    private final Map<String, Arm> arms = new HashMap<>();
    private double few = .5;
    private double many = .5;
    private double veryMany = .5;
    private double count;

    private static final class Arm {
        private double few;
        private double many;
        private boolean worked;
        private double count;
    }

    /** By how much all work goes better than usual, now and in this moment; the same of the arm; how it ended last; whether it is new. */
    double[] of(String arm) {
        Arm its = arms.get(arm);
        double now = logit(many) - logit(veryMany);
        double moment = logit(few) - logit(many);
        return its == null
                ? new double[] {now, moment, 0, 0, 0, 1}
                : new double[] {now, moment, its.few, its.many, its.worked ? 1 : -1, 0};
    }

    void learn(String arm, boolean worked) {
        double success = worked ? 1 : 0;
        count++;
        few += (success - few) / Math.min(count + 1.0, FEW);
        many += (success - many) / Math.min(count + 1.0, MANY);
        veryMany += (success - veryMany) / Math.min(count + 1.0, VERY_MANY);
        if (arms.size() >= MOST_ARMS && !arms.containsKey(arm)) {
            return;
        }
        Arm its = arms.computeIfAbsent(arm, none -> new Arm());
        its.count++;
        double surprise = success - many;
        its.few += (surprise - its.few) / Math.min(its.count + 1.0, FEW_OF_ARM);
        its.many += (surprise - its.many) / Math.min(its.count + 2.0, MANY_OF_ARM);
        its.worked = worked;
    }

    private static double logit(double rate) {
        return Logistic.logit(Math.clamp(rate, 1 - SUREST, SUREST));
    }
}
