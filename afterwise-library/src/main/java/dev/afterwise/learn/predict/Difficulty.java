package dev.afterwise.learn.predict;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** Of more pieces than these no later one is remembered. */
    private static final int MOST_PIECES = 50_000;

    private final Effects effects;
    private final String family;
    private final Map<String, Piece> pieces = new HashMap<>();
    private double[] weights = prior();

    private record Attempt(List<Factor> others, boolean worked) {}

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
        double success = 0;
        for (int i = 0; i < POINTS; i++) {
            success += believed[i] * Logistic.of(Logistic.marginal(others.mean() + at(i), others.variance()));
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
        count(its, attempt);
        if (its.attempts.size() > MOST_TRIES) {
            its.attempts.remove();
        }
    }

    /** How the difficulties are distributed, anew. */
    void fit() {
        List<double[]> likelihoods = new ArrayList<>();
        for (Piece each : pieces.values()) {
            Arrays.fill(each.logs, 0);
            each.attempts.forEach(attempt -> count(each, attempt));
            likelihoods.add(likelihood(each));
        }
        for (int round = 0; round < ROUNDS; round++) {
            double[] sums = prior();
            for (int i = 0; i < POINTS; i++) {
                sums[i] *= PRIOR_WEIGHT;
            }
            for (double[] each : likelihoods) {
                double[] posterior = normal(times(weights, each));
                for (int i = 0; i < POINTS; i++) {
                    sums[i] += posterior[i];
                }
            }
            weights = normal(smooth(sums));
        }
    }

    private double[] believed(String piece) {
        Piece its = pieces.get(piece);
        return its == null ? weights : normal(times(weights, likelihood(its)));
    }

    private void count(Piece piece, Attempt attempt) {
        double others = effects.belief(attempt.others()).mean();
        for (int i = 0; i < POINTS; i++) {
            double logit = others + at(i);
            piece.logs[i] -= Math.log1p(Math.exp(attempt.worked() ? -logit : logit));
        }
    }

    private static double[] likelihood(Piece piece) {
        double most = Arrays.stream(piece.logs).max().orElse(0);
        return Arrays.stream(piece.logs).map(log -> Math.exp(log - most)).toArray();
    }

    private List<Factor> others(List<Factor> factors) {
        return factors.stream().filter(each -> !each.family().equals(family)).toList();
    }

    private static double at(int point) {
        return FARTHEST * (2.0 * point / (POINTS - 1) - 1);
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
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
