package dev.afterwise.learn.patterns;

import dev.afterwise.segment.Codes;
import java.util.Arrays;

/**
 * All values of a column, each against the others that the column has, in one walk through the sample. What {@link Scores} would say
 * of each: a value that does not occur in a stretch of time adds to its sums what any other such value would, so only those that
 * do are looked at. For one thread.
 */
final class Values {
    private final Sample sample;
    private final int[] codes;
    private final long[] sizes;
    private final Sums[] sums;
    private final double[] succeeded;
    private final long all;
    private final double shift;

    private final long[] here;
    private final double[] outcomesHere;
    private final int[] met;

    private final double[] seenSums;
    private final double[] seenMixed;
    private final double[] seenSizes;

    /** @param least how many executions a value and all others must have; the others are not looked at */
    Values(Sample sample, Grain independent, int[] codes, int values, int least) {
        this.sample = sample;
        this.codes = codes;
        this.sizes = new long[values];
        this.succeeded = new double[values];
        this.sums = new Sums[values];
        this.here = new long[values];
        this.outcomesHere = new double[values];
        this.met = new int[values];
        this.seenSums = new double[values];
        this.seenMixed = new double[values];
        this.seenSizes = new double[values];
        long known = 0;
        double sum = 0;
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] != Codes.NONE) {
                known++;
                sum += sample.outcome(i);
                sizes[codes[i]]++;
                succeeded[codes[i]] += sample.outcome(i);
            }
        }
        this.all = known;
        this.shift = known == 0 ? 0 : sum / known;
        for (int value = 0; value < values; value++) {
            if (sizes[value] >= least && known - sizes[value] >= least) {
                sums[value] = new Sums(sample.grains().size());
            }
        }
        walk(independent);
        for (int grain = 0; grain < sample.grains().size(); grain++) {
            together(grain);
        }
    }

    long size(int value) {
        return sizes[value];
    }

    /** {@link Finding#NOTHING} where there are too few. */
    Finding finding(int value) {
        Sums its = sums[value];
        if (its == null) {
            return Finding.NOTHING;
        }
        double odds = its.odds(sample);
        if (sample.measured() == Measured.SUCCESS && odds > 0) {
            boolean isSmaller = sizes[value] * 2 <= all;
            double tried = isSmaller ? sizes[value] : all - sizes[value];
            double sum = isSmaller ? succeeded[value] : shift * all - succeeded[value];
            odds = its.odds(sample, tried, tried / all, sum / tried + sample.mean(), shift + sample.mean());
        }
        return Finding.of(its, sample, odds, sizes[value], all - sizes[value]);
    }

    private void walk(Grain independent) {
        double allSums = 0;
        double allMixed = 0;
        double allSizes = 0;
        clear();
        int from = 0;
        for (int block = 0; block < independent.count(); block++) {
            int end = independent.end(block);
            double sum = 0;
            long size = 0;
            int count = 0;
            for (int i = from; i < end; i++) {
                int code = codes[i];
                if (code != Codes.NONE) {
                    double outcome = sample.outcome(i) - shift;
                    sum += outcome;
                    size++;
                    if (here[code] == 0) {
                        met[count++] = code;
                    }
                    here[code]++;
                    outcomesHere[code] += outcome;
                }
            }
            allSums += sum * sum;
            allMixed += sum * size;
            allSizes += (double) size * size;
            for (int i = 0; i < count; i++) {
                meet(met[i], sum, size);
            }
            from = end;
        }
        for (int value = 0; value < sums.length; value++) {
            if (sums[value] != null) {
                absent(value, allSums - seenSums[value], allMixed - seenMixed[value], allSizes - seenSizes[value]);
            }
        }
    }

    private void meet(int value, double sum, long size) {
        if (sums[value] != null) {
            double share = (double) sizes[value] / all;
            double square = here[value] * (1 - 2 * share) + size * share * share;
            sums[value].stretch(outcomesHere[value] - share * sum, square);
            seenSums[value] += sum * sum;
            seenMixed[value] += sum * size;
            seenSizes[value] += (double) size * size;
        }
        here[value] = 0;
        outcomesHere[value] = 0;
    }

    /** The stretches in which it does not occur, together. */
    private void absent(int value, double ofSums, double mixed, double ofSizes) {
        double share = (double) sizes[value] / all;
        Sums its = sums[value];
        its.productProducts += share * share * ofSums;
        its.productSquares -= share * share * share * mixed;
        its.squareSquares += share * share * share * share * ofSizes;
        its.products = succeeded[value] - shift * sizes[value];
        its.squares = sizes[value] * (1 - share);
    }

    private void together(int grain) {
        Grain stretches = sample.grains().get(grain);
        double allSizes = 0;
        clear();
        int from = 0;
        for (int block = 0; block < stretches.count(); block++) {
            int end = stretches.end(block);
            long size = 0;
            int count = 0;
            for (int i = from; i < end; i++) {
                int code = codes[i];
                if (code != Codes.NONE) {
                    size++;
                    if (here[code]++ == 0) {
                        met[count++] = code;
                    }
                }
            }
            allSizes += (double) size * size;
            for (int i = 0; i < count; i++) {
                int value = met[i];
                if (sums[value] != null) {
                    double share = (double) sizes[value] / all;
                    double sum = here[value] - share * size;
                    sums[value].together[grain] += sum * sum;
                    seenSizes[value] += (double) size * size;
                }
                here[value] = 0;
            }
            from = end;
        }
        for (int value = 0; value < sums.length; value++) {
            if (sums[value] != null) {
                double share = (double) sizes[value] / all;
                sums[value].together[grain] += share * share * (allSizes - seenSizes[value]);
            }
        }
    }

    private void clear() {
        Arrays.fill(seenSums, 0);
        Arrays.fill(seenMixed, 0);
        Arrays.fill(seenSizes, 0);
    }
}
