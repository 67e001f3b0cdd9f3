package dev.afterwise.learn.predict;

/**
 * One prediction of several and of what else bears on it: a logistic regression on their logits (stacked generalisation; Wolpert,
 * Neural Networks 5, 1992), with normal beliefs about its weights that each outcome moves and time lets fade a little (an extended
 * Kalman filter). It stretches and shifts, too, so that what is called so likely happens so often. What is asked changes nothing;
 * learning is for one thread while nobody asks.
 */
final class Mixture {
    /** After so many outcomes as much doubt has come back as there was at the start. */
    private static final double MEMORY = 100_000;

    private static final double LEAST_BEND = 1e-3;

    private final double[] weights;
    private final double[] doubts;
    private final double[][] covariance;

    /**
     * A mixture that begins with these beliefs.
     *
     * @param weights the most likely ones
     * @param doubts their variances
     */
    Mixture(double[] weights, double[] doubts) {
        this.weights = weights.clone();
        this.doubts = doubts.clone();
        this.covariance = new double[weights.length][weights.length];
        for (int i = 0; i < weights.length; i++) {
            covariance[i][i] = doubts[i];
        }
    }

    double logit(double[] inputs) {
        return Logistic.marginal(times(weights, inputs), times(times(covariance, inputs), inputs));
    }

    /** @param counts how much this outcome counts, from 0 to 1 */
    void learn(double[] inputs, boolean worked, double counts) {
        double p = Logistic.of(times(weights, inputs));
        double bend = counts * Math.max(p * (1 - p), LEAST_BEND);
        double[] along = times(covariance, inputs);
        double scale = 1 + bend * times(along, inputs);
        double error = counts * ((worked ? 1 : 0) - p);
        for (int i = 0; i < weights.length; i++) {
            weights[i] += along[i] * error / scale;
            for (int j = 0; j < weights.length; j++) {
                covariance[i][j] -= bend * along[i] * along[j] / scale;
            }
            covariance[i][i] += counts / MEMORY * doubts[i];
        }
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = times(matrix[i], vector);
        }
        return product;
    }

    private static double times(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
