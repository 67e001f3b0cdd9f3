package dev.afterwise.learn.predict;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How hard each piece of work is, of the many that were tried several times: where some are hopeless and others a matter of
 * course, no normal distribution describes them. So how they are distributed is found from the outcomes: on a grid of
 * difficulties, with weights that make the outcomes most likely (Laird, "Nonparametric maximum likelihood estimation of a mixing
 * distribution", JASA 73, 1978), smoothed. What is asked changes nothing; learning is for one thread while nobody asks.
 */
final class Difficulty {
    private static final int POINTS = 41;
    private static final double FARTHEST = 7;
    private static final double WIDTH = 5;
    private static final double PRIOR_WEIGHT = 20;
    private static final int ROUNDS = 10;

    /** More of one piece would say little more, and cost as much again. */
    private static final int MOST_TRIES = 30;

    /** So many can be counted together before a number grows too large. */
    private static final int AT_ONCE = 10;

    private static final double FARTHEST_OTHERS = 50;

    /** How a logit of each point makes a success unlikely, read from behind, a failure. */
    private static final double[] FOR_SUCCESS = forSuccess();

    /** Of more pieces than these no later one is remembered. */
    private static final int MOST_PIECES = 50_000;

    private final Effects effects;
    private final String family;
    private final Map<String, Piece> pieces = new HashMap<>();
    private double[] weights = prior();

    private static final class Attempt {
        private final List<Factor> others;
        private final boolean worked;
        private int[] known = {};

        Attempt(List<Factor> others, boolean worked) {
            this.others = others;
            this.worked = worked;
        }

        /** What the others make of it. */
        double logit(Effects effects) {
            if (known.length == 0 || !isKnown(known)) {
                known = effects.known(others);
            }
            return effects.mean(known);
        }

        private static boolean isKnown(int[] ids) {
            for (int id : ids) {
                if (id < 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** How one piece went, and how likely that is at each difficulty, as a logarithm. */
    private static final class Piece {
        private final Deque<Attempt> attempts = new ArrayDeque<>();
        private final double[] logs = new double[POINTS];
    }

    /** @param family whose factors are the pieces of work */
    Difficulty(Effects effects, String family) {
        this.effects = effects;
        this.family = family;
    }

    String family() {
        return family;
    }

    /** Which piece of work this is; empty if nobody says. */
    String piece(List<Factor> factors) {
        for (Factor each : factors) {
            if (each.family().equals(family)) {
                return each.value();
            }
        }
        return "";
    }

    /** The logit of a success. */
    double logit(List<Factor> factors) {
        Effects.Belief others = effects.belief(others(factors));
        double[] believed = believed(piece(factors));
        double narrows = Logistic.marginal(1, others.variance());
        double success = 0;
        for (int i = 0; i < POINTS; i++) {
            success += believed[i] * Logistic.of(narrows * (others.mean() + at(i)));
        }
        return Logistic.logit(success);
    }

    void learn(List<Factor> factors, boolean worked) {
        String piece = piece(factors);
        if (piece.isEmpty() || (pieces.size() >= MOST_PIECES && !pieces.containsKey(piece))) {
            return;
        }
        Piece its = pieces.computeIfAbsent(piece, none -> new Piece());
        var attempt = new Attempt(others(factors), worked);
        its.attempts.add(attempt);
        count(its, List.of(attempt));
        if (its.attempts.size() > MOST_TRIES) {
            its.attempts.remove();
        }
    }

    /** How the difficulties are distributed, anew. */
    void fit() {
        List<double[]> likelihoods = new ArrayList<>();
        for (Piece each : pieces.values()) {
            Arrays.fill(each.logs, 0);
            count(each, each.attempts);
            likelihoods.add(likelihood(each));
        }
        for (int round = 0; round < ROUNDS; round++) {
            double[] sums = prior();
            for (int i = 0; i < POINTS; i++) {
                sums[i] *= PRIOR_WEIGHT;
            }
            for (double[] each : likelihoods) {
                addBelieved(each, sums);
            }
            weights = normal(smooth(sums));
        }
    }

    private void addBelieved(double[] likelihood, double[] sums) {
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += weights[i] * likelihood[i];
        }
        for (int i = 0; i < POINTS; i++) {
            sums[i] += weights[i] * likelihood[i] / sum;
        }
    }

    private double[] believed(String piece) {
        Piece its = pieces.get(piece);
        return its == null ? weights : normal(times(weights, likelihood(its)));
    }

    private void count(Piece piece, Collection<Attempt> attempts) {
        double[] unlikely = new double[POINTS];
        Arrays.fill(unlikely, 1);
        int counted = 0;
        for (Attempt attempt : attempts) {
            double others = Math.clamp(attempt.logit(effects), -FARTHEST_OTHERS, FARTHEST_OTHERS);
            double towards = attempt.worked ? -1 : 1;
            double factor = Math.exp(towards * others);
            for (int i = 0; i < POINTS; i++) {
                unlikely[i] *= 1 + factor * (attempt.worked ? FOR_SUCCESS[i] : FOR_SUCCESS[POINTS - 1 - i]);
            }
            counted++;
            if (counted % AT_ONCE == 0) {
                countOff(piece, unlikely);
            }
        }
        countOff(piece, unlikely);
    }

    private static void countOff(Piece piece, double[] unlikely) {
        for (int i = 0; i < POINTS; i++) {
            piece.logs[i] -= Math.log(unlikely[i]);
            unlikely[i] = 1;
        }
    }

    private static double[] likelihood(Piece piece) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : piece.logs) {
            most = Math.max(most, log);
        }
        double[] likelihood = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            likelihood[i] = Math.exp(piece.logs[i] - most);
        }
        return likelihood;
    }

    private List<Factor> others(List<Factor> factors) {
        List<Factor> others = new ArrayList<>(factors.size());
        for (Factor each : factors) {
            if (!each.family().equals(family)) {
                others.add(each);
            }
        }
        return others;
    }

    private static double at(int point) {
        return FARTHEST * (2.0 * point / (POINTS - 1) - 1);
    }

    private static double[] forSuccess() {
        double[] unlikely = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            unlikely[i] = Math.exp(-at(i));
        }
        return unlikely;
    }

    private static double[] prior() {
        double[] prior = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            prior[i] = Math.exp(-at(i) * at(i) / 2 / WIDTH);
        }
        return normal(prior);
    }

    private static double[] times(double[] one, double[] other) {
        double[] product = new double[one.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = one[i] * other[i];
        }
        return product;
    }

    private static double[] smooth(double[] sums) {
        double[] smooth = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            smooth[i] = (sums[Math.max(0, i - 1)] + 2 * sums[i] + sums[Math.min(sums.length - 1, i + 1)]) / 4;
        }
        return smooth;
    }

    private static double[] normal(double[] weights) {
        double sum = 0;
        for (double each : weights) {
            sum += each;
        }
        double[] normal = new double[weights.length];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = weights[i] / sum;
        }
        return normal;
    }
}
