package dev.afterwise.learn.change;

import java.util.Arrays;

/**
 * Watches something that happens in a usual share of cases, and says when it has become more frequent. For one thread.
 *
 * <p>For each of a few odds that it may have risen to, the evidence against the usual share is multiplied up case by case, begun anew
 * whenever it falls below one, and averaged over the odds: an e-detector (Shin, Ramdas and Rinaldo, "E-detectors: a nonparametric
 * framework for sequential change detection", New England Journal of Statistics in Data Science 2, 2024). Of independent cases in
 * the usual share it takes {@link #PATIENCE} on average, at least, until it raises a false alarm, however long it is watched.
 */
final class Drift {
    /** How many cases there are on average before a false alarm. */
    static final double PATIENCE = 100_000;

    private static final double[] TIMES_THE_ODDS = {1.5, 2, 3, 5, 10, 30};

    private final double[] ifSo = new double[TIMES_THE_ODDS.length];
    private final double[] ifNot = new double[TIMES_THE_ODDS.length];
    private final double[] evidence = new double[TIMES_THE_ODDS.length];
    private final long[] cases = new long[TIMES_THE_ODDS.length];
    private final long[] happened = new long[TIMES_THE_ODDS.length];

    /**
     * @param share in which it usually happens
     * @param n of how many cases that is known; the fewer, the more the share is taken to be higher than it seemed
     */
    Drift(double share, long n) {
        double seen = (share * n + .5) / (n + 1);
        double usual = Math.min(1 - 1e-9, seen + 2 * Math.sqrt(seen * (1 - seen) / (n + 1)));
        for (int i = 0; i < evidence.length; i++) {
            double odds = usual / (1 - usual) * TIMES_THE_ODDS[i];
            double risen = odds / (1 + odds);
            ifSo[i] = risen / usual;
            ifNot[i] = (1 - risen) / (1 - usual);
        }
        Arrays.fill(evidence, 1);
    }

    /** Counts one case. @return whether the share has risen */
    boolean next(boolean itHappened) {
        double sum = 0;
        for (int i = 0; i < evidence.length; i++) {
            if (evidence[i] <= 1) {
                evidence[i] = 1;
                cases[i] = 0;
                happened[i] = 0;
            }
            evidence[i] *= itHappened ? ifSo[i] : ifNot[i];
            cases[i]++;
            happened[i] += itHappened ? 1 : 0;
            sum += evidence[i];
        }
        return sum / evidence.length >= PATIENCE;
    }

    /** Of how many cases the strongest evidence is. */
    long cases() {
        return cases[strongest()];
    }

    /** In how many of them it happened. */
    long happened() {
        return happened[strongest()];
    }

    private int strongest() {
        int strongest = 0;
        for (int i = 1; i < evidence.length; i++) {
            strongest = evidence[i] > evidence[strongest] ? i : strongest;
        }
        return strongest;
    }
}
