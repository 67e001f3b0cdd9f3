package dev.afterwise.learn.durations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Each run predicted from the others, by some of its pieces and some of theirs: enough to tell ways of comparing apart, and to say how
 * wide an interval must be to hold four of five (conformalised quantiles: Romano, Patterson and Candes, "Conformalized quantile
 * regression", NeurIPS 2019).
 */
final class Trial {
    /** How many pieces are asked about, in all runs together. */
    private static final int ASKED = 240;

    /** How many pieces each of them is compared with. */
    private static final int OTHERS = 1_000;

    private static final int ROUNDS = 2;
    private static final double WORTH_IT = .002;
    private static final double COVERED = .8;
    /** How much it counts to be far off, beside the median error. */
    private static final double FAR_OFF = .3;

    private final List<Asked> asked = new ArrayList<>();
    private final int[] telling;

    /** Pieces of one run, and those of the others that they are compared with. */
    private record Asked(Seen pieces, Neighbours others) {}

    Trial(List<Seen> runs) {
        // A seed of its own: the same history is always learned from in the same way.
        var random = new SplittableRandom(1);
        int pieces = runs.stream().mapToInt(Seen::size).sum();
        int each = Math.max(1, ASKED / runs.size());
        double share = Math.min(1, (double) OTHERS / pieces);
        for (int run = 0; run < runs.size(); run++) {
            Seen some = some(runs.get(run), each, random);
            List<Seen> rest = new ArrayList<>();
            for (int other = 0; other < runs.size(); other++) {
                if (other != run) {
                    Seen all = runs.get(other);
                    rest.add(some(all, (int) Math.ceil(share * all.size()), random));
                }
            }
            asked.add(new Asked(some, new Neighbours(rest)));
        }
        this.telling = IntStream.range(0, Traits.COUNT)
                .filter(trait -> runs.stream()
                                .flatMap(run -> Arrays.stream(run.traits))
                                .mapToDouble(traits -> traits[trait])
                                .distinct()
                                .limit(2)
                                .count()
                        > 1)
                .toArray();
    }

    private static Seen some(Seen run, int most, RandomGenerator random) {
        if (run.size() <= most) {
            return run;
        }
        int[] places = random.ints(most, 0, run.size()).toArray();
        return new Seen(
                Arrays.stream(places).mapToObj(i -> run.traits[i]).toArray(double[][]::new),
                Arrays.stream(places).mapToDouble(i -> run.logs[i]).toArray());
    }

    /** The best way that is found by changing one thing at a time, begun with size alone. */
    Way best() {
        Way best = Way.BY_SIZE;
        double least = error(best);
        boolean changed = true;
        for (int round = 0; round < ROUNDS && changed; round++) {
            changed = false;
            for (int i = 0; i <= telling.length; i++) {
                for (Way other : i < telling.length ? best.withOther(telling[i]) : best.withOtherNumbers()) {
                    double error = error(other);
                    if (error < least - WORTH_IT) {
                        least = error;
                        best = other;
                        changed = true;
                    }
                }
            }
        }
        return best;
    }

    /** The median relative error, and a share of the mean one. */
    private double error(Way way) {
        double[] errors = over(way, (took, quantiles) -> Math.abs(Math.expm1(quantiles[1] - took)));
        double mean =
                Arrays.stream(errors).map(error -> Math.min(1, error)).average().orElse(0);
        return errors[errors.length / 2] + FAR_OFF * mean;
    }

    /** By how much the interval of the neighbours must be wider, or may be narrower, on either side. */
    double wider(Way way) {
        double[] missed = over(way, (took, quantiles) -> Math.max(quantiles[0] - took, took - quantiles[2]));
        int place = (int) Math.ceil(COVERED * (missed.length + 1)) - 1;
        return missed[Math.min(missed.length - 1, place)];
    }

    private interface Score {
        double of(double took, double[] quantiles);
    }

    private double[] over(Way way, Score score) {
        return asked.stream()
                .flatMapToDouble(each -> {
                    var search = each.others.by(way);
                    return IntStream.range(0, each.pieces.size())
                            .mapToDouble(i ->
                                    score.of(each.pieces.logs[i], search.quantiles(each.pieces.traits[i], .1, .5, .9)));
                })
                .sorted()
                .toArray();
    }
}
