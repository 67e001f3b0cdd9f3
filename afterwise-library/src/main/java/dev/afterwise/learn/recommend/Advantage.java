package dev.afterwise.learn.recommend;

import dev.afterwise.learn.stats.Interval;

/**
 * How much more often one way of choosing succeeds than another, estimated from what a third one tried: each step is judged by
 * what was expected of both, and corrected where one of them would have done what was done, by how unlikely that was (doubly robust;
 * Dudík, Langford and Li, "Doubly robust policy evaluation and learning", ICML 2011). What was rarely tried is left to what was
 * expected (Wang, Agarwal and Dudík, "Optimal and adaptive off-policy evaluation in contextual bandits", ICML 2017).
 *
 * <p>Whatever is expected must not know the outcome of the step. Used by one thread.
 */
public final class Advantage {
    /** What is tried more seldom than this corrects nothing: few outcomes would decide everything. */
    private static final double RARE = .02;

    private static final double SURE = 1.96;

    private long steps;
    private long differing;
    private double sum;
    private double squares;

    public Advantage() {}

    /** A step at which both choose the same. */
    public void same() {
        steps++;
    }

    /**
     * A step at which they choose different arms.
     *
     * @param worked whether what was tried worked, 1 or 0
     */
    public void differ(Option one, Option other, double worked) {
        steps++;
        differing++;
        double gain = one.value(worked) - other.value(worked);
        sum += gain;
        squares += gain * gain;
    }

    /**
     * What somebody would choose.
     *
     * @param expected the chance of success expected of it
     * @param propensity how likely it was to be tried
     * @param isTried whether it was tried
     */
    public record Option(double expected, double propensity, boolean isTried) {
        private double value(double worked) {
            return isTried && propensity >= RARE ? expected + (worked - expected) / propensity : expected;
        }
    }

    /** How many steps were judged. */
    public long steps() {
        return steps;
    }

    /** At how many of them they chose different arms. */
    public long differing() {
        return differing;
    }

    /** By how much the one succeeds more often than the other. */
    public double gain() {
        return steps == 0 ? 0 : sum / steps;
    }

    /** Where that is with 95 % confidence. */
    public Interval interval() {
        if (steps < 2) {
            return new Interval(-1, 1);
        }
        double variance = Math.max(0, squares / steps - gain() * gain());
        double wide = SURE * Math.sqrt(variance / steps);
        return new Interval(gain() - wide, gain() + wide);
    }

    /** Whether it is more, as sure as that. */
    public boolean isSure() {
        return differing > 0 && interval().low() > 0;
    }
}
