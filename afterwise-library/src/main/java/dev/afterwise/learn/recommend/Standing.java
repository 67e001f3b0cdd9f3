package dev.afterwise.learn.recommend;

import dev.afterwise.learn.predict.Logistic;
import dev.afterwise.learn.stats.Interval;

/**
 * What is believed of an arm for some work: a normal distribution of the logit of its success.
 *
 * @param unsure the part of the variance that is the arm's own: what trying it more often would make smaller
 * @param blurred the rest: how hard the work is, and what only the very same piece of work would tell
 */
public record Standing(String arm, double mean, double unsure, double blurred) {
    private static final double SURE = 1.96;

    /** How likely it is to succeed. */
    public double chance() {
        return Logistic.of(Logistic.marginal(mean, unsure + blurred));
    }

    /** Where the chance is with 95 % probability. */
    public Interval interval() {
        double wide = SURE * Math.sqrt(unsure + blurred);
        return new Interval(Logistic.of(mean - wide), Logistic.of(mean + wide));
    }

    /** Around which logit the chance is, whatever else is unsure. */
    double centre() {
        return Logistic.marginal(mean, blurred);
    }

    /** How far around it: a standard deviation. */
    double reach() {
        return Logistic.marginal(Math.sqrt(unsure), blurred);
    }
}
