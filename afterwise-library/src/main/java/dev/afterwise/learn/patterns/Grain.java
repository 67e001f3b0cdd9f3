package dev.afterwise.learn.patterns;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A history cut into stretches of time, one after another. Outcomes of the same stretch may resemble each other: by how much, the
 * one-way analysis of variance says (method of moments; Searle, Casella and McCulloch, "Variance Components", 1992, 3.6).
 * Immutable.
 */
final class Grain {
    private final int[] ends;
    private final double within;
    private final double between;

    private Grain(int[] ends, double within, double between) {
        this.ends = ends;
        this.within = within;
        this.between = between;
    }

    /** @param begins whether a stretch begins at this row; the first row begins one anyway */
    static Grain of(double[] outcomes, IntPredicate begins) {
        int[] ends = new int[16];
        int count = 0;
        for (int i = 1; i <= outcomes.length; i++) {
            if (i == outcomes.length || begins.test(i)) {
                if (count == ends.length) {
                    ends = Arrays.copyOf(ends, count * 2);
                }
                ends[count++] = i;
            }
        }
        return of(outcomes, Arrays.copyOf(ends, outcomes.length == 0 ? 0 : count));
    }

    private static Grain of(double[] outcomes, int[] ends) {
        double ofMeans = 0;
        double squares = 0;
        double sizes = 0;
        int from = 0;
        for (int end : ends) {
            double sum = 0;
            for (int i = from; i < end; i++) {
                sum += outcomes[i];
                squares += outcomes[i] * outcomes[i];
            }
            double n = end - (double) from;
            ofMeans += sum * sum / n;
            sizes += n * n;
            from = end;
        }
        double n = outcomes.length;
        int blocks = ends.length;
        if (blocks < 2 || n <= blocks) {
            return new Grain(ends, n == 0 ? 0 : squares / n, 0);
        }
        double within = Math.max(0, squares - ofMeans) / (n - blocks);
        double typical = (n - sizes / n) / (blocks - 1);
        return new Grain(ends, within, Math.max(0, (ofMeans / (blocks - 1) - within) / typical));
    }

    int count() {
        return ends.length;
    }

    /** The row after the last of a stretch. */
    int end(int block) {
        return ends[block];
    }

    /** The variance of outcomes of the same stretch. */
    double within() {
        return within;
    }

    /** The variance of what all outcomes of a stretch have in common. */
    double between() {
        return between;
    }
}
