package dev.afterwise.learn.stats;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A straight line through points of which each has a known variance, and which scatter more than that.
 *
 * <p>Executions of one period fail and slow down together, so a rate or a median of a period is off by more than its count
 * suggests, and no count, however large, makes a period certain. So the periods are treated as the studies of a
 * meta-regression: to the known variance of each comes a variance between periods, estimated by the method of moments (DerSimonian
 * and Laird, "Meta-analysis in clinical trials", Controlled Clinical Trials 7, 1986; with a covariate: Thompson and Sharp,
 * "Explaining heterogeneity in meta-analysis", Statistics in Medicine 18, 1999). Points are weighted by the inverse of the sum.
 * The error of the slope is scaled by what still scatters, never down, and judged by a t distribution (Knapp and Hartung,
 * "Improved tests for a random effects meta-regression with a single covariate", Statistics in Medicine 22, 2003; the "never
 * down" of Röver, Knapp and Friede, BMC Medical Research Methodology 15, 2015).
 *
 * <p>Bad days come in a row. Where residuals follow their predecessors, there are fewer independent points than points, and error
 * and degrees of freedom are adjusted accordingly (after Santer et al., "Statistical significance of trends and trend differences
 * in layer-average atmospheric temperature time series", Journal of Geophysical Research 105, 2000; how, see {@code Memory}).
 */
public final class Regression {
    private final double[] x;
    private final double[] y;
    private final double[] variance;

    /**
     * @param x ascending
     * @throws IllegalArgumentException if there are fewer than 3 points
     */
    public Regression(double[] x, double[] y, double[] variance) {
        if (x.length < 3) {
            throw new IllegalArgumentException(
                    "A regression needs at least 3 points, but there are (%d).".formatted(x.length));
        }
        this.x = x;
        this.y = y;
        this.variance = variance;
    }

    public Slope slope() {
        double between = between();
        Line line = fit(between);
        Memory memory = memory(line, between);
        double points = x.length - 2;
        double error = Math.sqrt(Math.max(1, line.scatter() / points) * memory.inflation() / line.spread());
        TDistribution t = TDistribution.of(memory.freedom());
        double half = t.inverseSurvivalProbability(.025) * error;
        double p = error == 0 ? 1 : 2 * t.survivalProbability(Math.abs(line.slope()) / error);
        return new Slope(line.slope(), new Interval(line.slope() - half, line.slope() + half), p, x.length);
    }

    private Memory memory(Line line, double between) {
        double[] residuals = new double[x.length];
        double[] mean = new double[x.length];
        double[] slope = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double root = Math.sqrt(1 / (variance[i] + between));
            residuals[i] = (y[i] - line.at(x[i])) * root;
            mean[i] = root / Math.sqrt(line.weight());
            slope[i] = (x[i] - line.centre()) * root / Math.sqrt(line.spread());
        }
        return Memory.of(residuals, mean, slope).of(unexplained(), x.length);
    }

    /**
     * How much of the variance, at most (with 95 % confidence), is not the known one of each point: only that can have a memory.
     */
    private double unexplained() {
        double points = x.length - 2.0;
        double most = fit(0).scatter() / ChiSquaredDistribution.of(points).inverseCumulativeProbability(.05);
        return Math.max(0, 1 - 1 / most);
    }

    /** The variance between points, apart from the known variance of each. */
    public double between() {
        Line line = fit(0);
        double trace = 0;
        for (double known : variance) {
            trace += 1 / known;
        }
        for (int i = 0; i < x.length; i++) {
            double distance = x[i] - line.centre();
            trace -= (1 / line.weight() + distance * distance / line.spread()) / (variance[i] * variance[i]);
        }
        return Math.max(0, (line.scatter() - (x.length - 2)) / trace);
    }

    /**
     * @param weight the sum of all weights
     * @param centre the weighted mean of x
     * @param middle the weighted mean of y
     * @param spread the weighted sum of squares of x around its centre
     * @param scatter the weighted sum of squares of y around the line
     */
    private record Line(double slope, double weight, double centre, double middle, double spread, double scatter) {
        double at(double x) {
            return middle + slope * (x - centre);
        }
    }

    private Line fit(double between) {
        double weight = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < x.length; i++) {
            double w = 1 / (variance[i] + between);
            weight += w;
            sumX += w * x[i];
            sumY += w * y[i];
        }
        double centre = sumX / weight;
        double middle = sumY / weight;
        double spread = 0;
        double product = 0;
        for (int i = 0; i < x.length; i++) {
            double w = 1 / (variance[i] + between);
            spread += w * (x[i] - centre) * (x[i] - centre);
            product += w * (x[i] - centre) * (y[i] - middle);
        }
        double slope = product / spread;
        double scatter = 0;
        for (int i = 0; i < x.length; i++) {
            double off = y[i] - middle - slope * (x[i] - centre);
            scatter += off * off / (variance[i] + between);
        }
        return new Line(slope, weight, centre, middle, spread, scatter);
    }
}
