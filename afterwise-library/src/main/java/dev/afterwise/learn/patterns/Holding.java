package dev.afterwise.learn.patterns;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition, and of which executions of a sample it holds.
 *
 * @param isKnown whether one can say
 */
record Holding(Circumstance circumstance, IntPredicate isKnown, IntPredicate holds) {
    static Holding of(Coarse column, Coarse.Condition condition) {
        boolean[] holds = new boolean[column.count()];
        condition.codes().stream().filter(code -> code < holds.length).forEach(code -> holds[code] = true);
        return new Holding(condition.circumstance(), column::isKnown, i -> column.isKnown(i) && holds[column.code(i)]);
    }

    /** Where this holds: those of which the other does, too, and those of which it doesn't. */
    Split and(Holding other) {
        return new Split(
                new Circumstance.Both(circumstance, other.circumstance),
                i -> !holds.test(i) || !other.isKnown.test(i)
                        ? Split.OF_NO_CONCERN
                        : other.holds.test(i) ? Split.WITH : Split.WITHOUT);
    }

    /** If it is about a number: cut where it is likeliest, of those of which the other holds. */
    Holding exactly(Sample sample, @Nullable Ranks ranks, Holding other, int least) {
        if (ranks == null) {
            return this;
        }
        int[] order = Arrays.stream(sample.ascending(ranks)).filter(other.holds).toArray();
        double[] numbers = sample.numbers(ranks);
        return CutSearch.likeliest(sample, numbers, order, least)
                .map(cut -> cut(numbers, cut))
                .orElse(this);
    }

    private Holding cut(double[] numbers, CutSearch.Cut cut) {
        boolean isAbove = circumstance instanceof Circumstance.Above;
        Circumstance exact = isAbove
                ? new Circumstance.Above(circumstance.column(), cut.at(), cut.low(), cut.high())
                : new Circumstance.UpTo(circumstance.column(), cut.at(), cut.low(), cut.high());
        return new Holding(
                exact,
                i -> !Double.isNaN(numbers[i]),
                isAbove ? i -> numbers[i] > cut.at() : i -> numbers[i] <= cut.at());
    }
}
