package dev.afterwise.learn.similar;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Whether executions that are alike tell more about how long one takes than the usual does: past ones are estimated as if they had
 * not been, in both ways.
 *
 * @param usualError by what factor less one the usual is off, in the middle
 * @param error the same of what is like it
 * @param better in how many of {@code n} the latter is nearer
 * @param pValue how likely that many are where it tells no more, by the sign test
 */
public record Skill(double usualError, double error, long better, long n, double pValue) {
    private static final double MAX_P = .05;
    private static final int FEWEST = 10;

    /**
     * One past execution.
     *
     * @param took what it took
     * @param usual what the usual would have said, in the same unit
     * @param alike what those that are like it would have said
     */
    public record Try(double took, double usual, double alike) {
        double usualOff() {
            return Math.abs(Math.log(took / usual));
        }

        double off() {
            return Math.abs(Math.log(took / alike));
        }
    }

    public static Skill of(List<Try> tries) {
        long better =
                tries.stream().filter(each -> each.off() < each.usualOff()).count();
        long different =
                tries.stream().filter(each -> each.off() != each.usualOff()).count();
        double p = different == 0
                ? 1
                : BinomialDistribution.of(Math.toIntExact(different), .5)
                        .survivalProbability(Math.toIntExact(better) - 1);
        return new Skill(
                Math.expm1(median(tries.stream().mapToDouble(Try::usualOff).toArray())),
                Math.expm1(median(tries.stream().mapToDouble(Try::off).toArray())),
                better,
                tries.size(),
                p);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values.length == 0 ? Double.NaN : values[values.length / 2];
    }

    /** Whether it is known to. */
    public boolean isSeen() {
        return n >= FEWEST && pValue <= MAX_P && error < usualError;
    }
}
