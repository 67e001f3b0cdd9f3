package dev.afterwise.learn.predict;

/** The logistic function, and what becomes of it where its argument is not known exactly. */
public final class Logistic {
    /** So near to never and always that nothing is learned from more. */
    public static final double MOST = 12;

    private static final double PROBIT = Math.PI / 8;
    private static final double NEWTON_ENOUGH = 1e-9;
    private static final int NEWTON_STEPS = 20;

    private Logistic() {}

    /** How likely something with this logit is. */
    public static double of(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** The logit of a probability, at most {@link #MOST} away from zero. */
    public static double logit(double probability) {
        return Math.clamp(Math.log(probability / (1 - probability)), -MOST, MOST);
    }

    /**
     * The logit of the mean of the logistic function over a normal distribution: MacKay, "The evidence framework applied to
     * classification networks" (Neural Computation 4, 1992).
     */
    public static double marginal(double mean, double variance) {
        return mean / Math.sqrt(1 + PROBIT * variance);
    }

    /** Where a normal belief about a logit is densest after an outcome. */
    public static double mode(double mean, double variance, boolean worked) {
        double at = mean;
        for (int i = 0; i < NEWTON_STEPS; i++) {
            double p = of(at);
            double step = ((worked ? 1 : 0) - p - (at - mean) / variance) / (p * (1 - p) + 1 / variance);
            at += step;
            if (Math.abs(step) < NEWTON_ENOUGH) {
                break;
            }
        }
        return at;
    }
}
