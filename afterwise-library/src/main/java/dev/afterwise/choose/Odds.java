package dev.afterwise.choose;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How likely each of several arms is the best of them, by what is thought of their chances.
 *
 * <p>Thompson sampling ("On the likelihood that one unknown probability exceeds another in view of the evidence of two samples",
 * Biometrika 25, 1933) takes an arm as often as it is the best one. Here that probability is worked out, on a
 * grid, and the arm drawn by it: the same choice, with one random number, and it is known how likely it was. On a grid of 256
 * cells the probabilities are within .01.
 */
public final class Odds {
    private static final int CELLS = 256;

    /** The logarithms of the middle of each cell, and, read from behind, of what it lacks of 1. */
    private static final double[] LOG = new double[CELLS];

    static {
        for (int cell = 0; cell < CELLS; cell++) {
            LOG[cell] = Math.log((cell + .5) / CELLS);
        }
    }

    private Odds() {}

    /** How likely each one has the greatest utility. They add up to 1. */
    public static double[] best(List<Estimate> arms) {
        int n = arms.size();
        var density = new double[n][];
        var below = new double[n][];
        for (int i = 0; i < n; i++) {
            density[i] = density(arms.get(i));
            below[i] = cumulated(density[i]);
        }
        var best = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int cell = 0; cell < CELLS; cell++) {
                double product = density[i][cell];
                double utility = (cell + .5) / CELLS - arms.get(i).price();
                for (int other = 0; other < n && product > 1e-12; other++) {
                    if (other != i) {
                        product *= at(below[other], (utility + arms.get(other).price()) * CELLS);
                    }
                }
                best[i] += product;
            }
            sum += best[i];
        }
        for (int i = 0; i < n; i++) {
            best[i] /= sum;
        }
        return best;
    }

    /** How likely one has a greater utility than the other. */
    public static double better(Estimate one, Estimate other) {
        return best(List.of(one, other))[0];
    }

    /** One of them, each as often as its odds say. */
    public static int draw(double[] odds, RandomGenerator random) {
        double left = random.nextDouble();
        for (int i = 0; i < odds.length; i++) {
            left -= odds[i];
            if (left < 0) {
                return i;
            }
        }
        return odds.length - 1;
    }

    /** How likely each cell holds the chance. In logarithms, for these may be too small for a number. */
    private static double[] density(Estimate arm) {
        var log = new double[CELLS];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int cell = 0; cell < CELLS; cell++) {
            log[cell] = (arm.alpha() - 1) * LOG[cell] + (arm.beta() - 1) * LOG[CELLS - 1 - cell];
            greatest = Math.max(greatest, log[cell]);
        }
        double sum = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            log[cell] = Math.exp(log[cell] - greatest);
            sum += log[cell];
        }
        for (int cell = 0; cell < CELLS; cell++) {
            log[cell] /= sum;
        }
        return log;
    }

    /** How likely the chance is below the beginning of each cell, and the end of the last one. */
    private static double[] cumulated(double[] density) {
        var below = new double[CELLS + 1];
        for (int cell = 0; cell < CELLS; cell++) {
            below[cell + 1] = below[cell] + density[cell];
        }
        return below;
    }

    private static double at(double[] below, double place) {
        if (place <= 0) {
            return 0;
        }
        if (place >= CELLS) {
            return 1;
        }
        int cell = (int) place;
        return below[cell] + (place - cell) * (below[cell + 1] - below[cell]);
    }
}
