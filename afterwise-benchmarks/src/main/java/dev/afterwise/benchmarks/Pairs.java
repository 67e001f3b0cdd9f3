package dev.afterwise.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Two sides of a comparison, measured in turn.
 *
 * <p>The order is ours, theirs, theirs, ours and so on: a machine that becomes slower or faster meanwhile does so for both.
 * The ratio is taken pair by pair, and its median is what counts.
 */
record Pairs(List<Spent> ours, List<Spent> theirs) {
    /** One side: does its work once, and says what it took. */
    interface Side {
        Spent measure() throws Exception;
    }

    /** Measures both sides, after some rounds that are thrown away. */
    static Pairs of(int warmUps, int rounds, Side ours, Side theirs) throws Exception {
        for (int i = 0; i < warmUps; i++) {
            ours.measure();
            theirs.measure();
        }
        List<Spent> one = new ArrayList<>();
        List<Spent> other = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            if (i % 2 == 0) {
                one.add(ours.measure());
                other.add(theirs.measure());
            } else {
                other.add(theirs.measure());
                one.add(ours.measure());
            }
        }
        return new Pairs(one, other);
    }

    Samples ours(ToDoubleFunction<Spent> quantity) {
        return Samples.of(ours, quantity);
    }

    Samples theirs(ToDoubleFunction<Spent> quantity) {
        return Samples.of(theirs, quantity);
    }

    /** Ours divided by theirs, pair by pair. */
    Samples ratio(ToDoubleFunction<Spent> quantity) {
        return new Samples(IntStream.range(0, ours.size())
                .mapToDouble(i -> quantity.applyAsDouble(ours.get(i)) / quantity.applyAsDouble(theirs.get(i)))
                .toArray());
    }
}
