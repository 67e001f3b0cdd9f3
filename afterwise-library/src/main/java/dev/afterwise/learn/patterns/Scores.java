package dev.afterwise.learn.patterns;

import java.util.Arrays;

/**
 * Looks at one thing after another in the same sample: one walk through it for each, which adds up what happened between any two
 * moments at which a stretch of time begins. For one thread.
 */
final class Scores {
    private final Sample sample;
    private final Grain independent;
    /** Between two moments: the sums of x, of its squares, and of its products with outcomes. */
    private final double[] x;

    private final double[] squares;
    private final double[] products;

    Scores(Sample sample, Grain independent) {
        this.sample = sample;
        this.independent = independent;
        int moments = sample.atoms().count();
        this.x = new double[moments];
        this.squares = new double[moments];
        this.products = new double[moments];
    }

    Sample sample() {
        return sample;
    }

    /** Whether one part has other outcomes than the other. */
    Finding of(Split split) {
        double[] outcomesWith = x;
        double[] sizesWith = squares;
        double[] outcomes = products;
        double[] sizes = new double[x.length];
        Grain atoms = sample.atoms();
        Split.Sides sides = split.sides();
        int from = 0;
        for (int atom = 0; atom < sizes.length; atom++) {
            int end = atoms.end(atom);
            double sumWith = 0;
            double sumWithout = 0;
            int with = 0;
            int without = 0;
            for (int i = from; i < end; i++) {
                byte side = sides.of(i);
                if (side == Split.WITH) {
                    with++;
                    sumWith += sample.outcome(i);
                } else if (side == Split.WITHOUT) {
                    without++;
                    sumWithout += sample.outcome(i);
                }
            }
            outcomesWith[atom] = sumWith;
            sizesWith[atom] = with;
            outcomes[atom] = sumWith + sumWithout;
            sizes[atom] = (double) with + without;
            from = end;
        }
        double with = Arrays.stream(sizesWith).sum();
        double all = Arrays.stream(sizes).sum();
        if (with == 0 || with == all) {
            return Finding.NOTHING;
        }
        double sumWith = Arrays.stream(outcomesWith).sum();
        double sum = Arrays.stream(outcomes).sum();
        double share = with / all;
        double shift = sum / all;
        for (int atom = 0; atom < sizes.length; atom++) {
            double itsWith = sizesWith[atom];
            double product = outcomesWith[atom] - shift * itsWith - share * (outcomes[atom] - shift * sizes[atom]);
            x[atom] = itsWith - share * sizes[atom];
            squares[atom] = itsWith * (1 - 2 * share) + sizes[atom] * share * share;
            products[atom] = product;
        }
        Sums sums = sums();
        double odds = sums.odds(sample);
        if (sample.measured() == Measured.SUCCESS && odds > 0) {
            boolean isSmaller = with * 2 <= all;
            double tried = isSmaller ? with : all - with;
            double worked = (isSmaller ? sumWith : sum - sumWith) + tried * sample.mean();
            odds = sums.odds(sample, tried, tried / all, worked / tried, shift + sample.mean());
        }
        return Finding.of(sums, sample, odds, (long) with, (long) (all - with));
    }

    /**
     * The logarithm of the odds that the outcomes of one part are others than those of another, as if all were independent: what {@link
     * #of} says is hardly ever more.
     *
     * @param one what the outcomes of the one part add up to
     */
    double roughly(double one, double sizeOfOne, double other, double sizeOfOther) {
        double error = Math.sqrt(sample.variance() * (1 / sizeOfOne + 1 / sizeOfOther));
        return Odds.normal((one / sizeOfOne - other / sizeOfOther) / error, error);
    }

    /** Whether outcomes go along with numbers that are centred, and not numbers where there is none. */
    Finding of(double[] centred, long size) {
        double sum = 0;
        for (int i = 0; i < centred.length; i++) {
            sum += Double.isNaN(centred[i]) ? 0 : sample.outcome(i);
        }
        double shift = sum / Math.max(1, size);
        int from = 0;
        for (int atom = 0; atom < x.length; atom++) {
            int end = sample.atoms().end(atom);
            double numbers = 0;
            double square = 0;
            double product = 0;
            for (int i = from; i < end; i++) {
                double number = centred[i];
                if (!Double.isNaN(number)) {
                    numbers += number;
                    square += number * number;
                    product += number * (sample.outcome(i) - shift);
                }
            }
            x[atom] = numbers;
            squares[atom] = square;
            products[atom] = product;
            from = end;
        }
        Sums sums = sums();
        return Finding.of(sums, sample, sums.odds(sample), size, 0);
    }

    private Sums sums() {
        var sums = new Sums(sample.grains().size());
        int atom = 0;
        for (int block = 0; block < independent.count(); block++) {
            double product = 0;
            double square = 0;
            for (; atom < x.length && sample.atoms().end(atom) <= independent.end(block); atom++) {
                product += products[atom];
                square += squares[atom];
            }
            sums.stretch(product, square);
        }
        for (int grain = 0; grain < sums.together.length; grain++) {
            sums.together[grain] = together(sample.grains().get(grain));
        }
        return sums;
    }

    private double together(Grain grain) {
        double together = 0;
        int atom = 0;
        for (int block = 0; block < grain.count(); block++) {
            double sum = 0;
            for (; atom < x.length && sample.atoms().end(atom) <= grain.end(block); atom++) {
                sum += x[atom];
            }
            together += sum * sum;
        }
        return together;
    }
}
