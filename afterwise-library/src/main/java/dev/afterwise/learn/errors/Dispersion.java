package dev.afterwise.learn.errors;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How many times as much failures vary from one block of time to the next as they would if executions were independent of each
 * other: Pearson's statistic over its degrees of freedom, at least 1. Where blocks resemble those before them, as an outage
 * that spans two makes them do, it is increased accordingly. For one thread.
 */
final class Dispersion {
    private static final double CAUTIOUS = .1;
    private static final double NOTICEABLE = 1;
    private static final double MOST_MEMORY = .8;

    private final int block;
    private int blocks;
    private int spans;
    private double pearson;
    private double squares;
    private double products;

    /** @param block how many periods are taken together */
    Dispersion(int block) {
        this.block = block;
    }

    /** Adds a span of periods within which the rate is taken to be the same. */
    void add(long[] executions, long[] errors, int from, int until) {
        double tried = 0;
        double failed = 0;
        for (int i = from; i < until; i++) {
            tried += (double) executions[i];
            failed += (double) errors[i];
        }
        if (tried == 0) {
            return;
        }
        double rate = failed / tried;
        double previous = 0;
        spans++;
        for (int start = from; start < until; start += block) {
            double here = 0;
            double seen = 0;
            for (int i = start; i < Math.min(until, start + block); i++) {
                here += (double) executions[i];
                seen += (double) errors[i];
            }
            if (here > 0) {
                double variance = here * rate * (1 - rate);
                double residual = variance == 0 ? 0 : (seen - here * rate) / Math.sqrt(variance);
                pearson += residual * residual;
                squares += residual * residual;
                products += residual * previous;
                previous = residual;
                blocks++;
            }
        }
    }

    /** How many blocks with executions there were. */
    int blocks() {
        return blocks;
    }

    int freedom() {
        return Math.max(1, blocks - spans);
    }

    double estimate() {
        return Math.max(1, pearson / freedom() * memory());
    }

    /** What it does not exceed in nine of ten cases. Not known at all from one block. */
    double atMost() {
        if (blocks <= spans) {
            return Double.POSITIVE_INFINITY;
        }
        double low = ChiSquaredDistribution.of(freedom()).inverseCumulativeProbability(CAUTIOUS);
        return Math.max(1, pearson / low * memory());
    }

    private double memory() {
        double alike = squares == 0 ? 0 : products / squares;
        double follows = alike * Math.sqrt(blocks) > NOTICEABLE ? Math.min(alike, MOST_MEMORY) : 0;
        return (1 + follows) / (1 - follows);
    }
}
