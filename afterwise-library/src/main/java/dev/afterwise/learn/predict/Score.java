package dev.afterwise.learn.predict;

import dev.afterwise.learn.stats.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Keeps the score of chances that are told beforehand against the rate of all work. Outcomes near each other depend on each
 * other, so they are taken together, in blocks that grow with the history (batch means). For one thread.
 */
final class Score {
    private static final int BLOCKS = 40;
    private static final int FEWEST_BLOCKS = 10;
    private static final double CONFIDENT = .975;

    private final double[] gains = new double[BLOCKS];
    private int block = 1;
    private int blocks;
    private double gain;
    private int inBlock;
    private double count;
    private double brier;
    private double baseRate;

    void add(double chance, double usual, boolean worked) {
        double success = worked ? 1 : 0;
        double off = (success - chance) * (success - chance);
        double baseOff = (success - usual) * (success - usual);
        count++;
        brier += off;
        baseRate += baseOff;
        gain += baseOff - off;
        inBlock++;
        if (inBlock == block) {
            gains[blocks++] = gain / block;
            gain = 0;
            inBlock = 0;
        }
        if (blocks == BLOCKS) {
            blocks /= 2;
            block *= 2;
            for (int i = 0; i < blocks; i++) {
                gains[i] = (gains[2 * i] + gains[2 * i + 1]) / 2;
            }
        }
    }

    Skill skill() {
        return new Skill((long) count, count == 0 ? 0 : brier / count, count == 0 ? 0 : baseRate / count, interval());
    }

    private Interval interval() {
        if (blocks < FEWEST_BLOCKS || count < 2 * BLOCKS) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double mean = 0;
        for (int i = 0; i < blocks; i++) {
            mean += gains[i] / blocks;
        }
        double squares = 0;
        for (int i = 0; i < blocks; i++) {
            squares += (gains[i] - mean) * (gains[i] - mean);
        }
        double error = Math.sqrt(squares / (blocks - 1.0) / blocks);
        double width = TDistribution.of(blocks - 1.0).inverseCumulativeProbability(CONFIDENT) * error;
        return new Interval(mean - width, mean + width);
    }
}
