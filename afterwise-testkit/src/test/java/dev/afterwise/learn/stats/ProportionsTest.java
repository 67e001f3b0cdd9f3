package dev.afterwise.learn.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Tally;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionsTest {
    private static final Offset<Double> PRINTED = within(.00006);

    @ParameterizedTest
    @CsvSource({"81, 263, .2553, .3662", "15, 148, .0624, .1605", "0, 20, 0, .1611", "1, 29, .0061, .1718"})
    void intervalsAreThoseOfNewcombe1998TableOneMethodThree(long worked, long tried, double low, double high) {
        Interval interval = Proportions.interval(new Tally(tried, worked));
        assertThat(interval.low()).isCloseTo(low, PRINTED);
        assertThat(interval.high()).isCloseTo(high, PRINTED);
    }

    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, .0524, .3339",
        "9, 10, 3, 10, .1705, .8090",
        "6, 7, 2, 7, .0582, .8062",
        "5, 56, 0, 29, -.0381, .1926",
        "0, 10, 0, 20, -.1611, .2775",
        "0, 10, 0, 10, -.2775, .2775",
        "10, 10, 0, 20, .6791, 1",
        "10, 10, 0, 10, .6075, 1"
    })
    void differencesAreThoseOfNewcombe1998TableTwoMethodTen(
            long worked, long tried, long otherWorked, long otherTried, double low, double high) {
        Interval interval = Proportions.difference(new Tally(tried, worked), new Tally(otherTried, otherWorked));
        assertThat(interval.low()).isCloseTo(low, PRINTED);
        assertThat(interval.high()).isCloseTo(high, PRINTED);
    }

    /** From the tests of SciPy's {@code boschloo_exact}, which took them from {@code exact.test} of the R package Exact. */
    @ParameterizedTest
    @CsvSource({
        "2, 7, 8, 2, .009886142",
        "5, 16, 20, 25, .05827348",
        "10, 5, 10, 1, .08565611",
        "7, 12, 8, 3, .03410916",
        "10, 24, 25, 37, .1512882"
    })
    void oneSidedPValuesAreThoseOfTheRPackageExact(long a, long b, long c, long d, double expected) {
        // The table's columns are the groups, its rows the outcomes; the alternative is "less".
        double p = Proportions.pValueOfGreater(new Tally(b + d, b), new Tally(a + c, a));
        assertThat(p).isCloseTo(expected, within(1e-5));
    }

    @Test
    void neverCallsEqualRatesDifferentMoreOftenThanStated() {
        for (double rate : new double[] {.02, .1, .3, .5, .8, .95}) {
            for (int[] tried : new int[][] {{10, 10}, {7, 20}, {25, 12}}) {
                assertThat(chanceOfFalseAlarm(tried[0], tried[1], rate, .05))
                        .as("%d and %d tries at a rate of %s", tried[0], tried[1], rate)
                        .isLessThanOrEqualTo(.05 + 1e-9);
            }
        }
    }

    private static double chanceOfFalseAlarm(int n, int m, double rate, double level) {
        var one = BinomialDistribution.of(n, rate);
        var other = BinomialDistribution.of(m, rate);
        return IntStream.rangeClosed(0, n)
                .mapToDouble(x -> IntStream.rangeClosed(0, m)
                        .filter(y -> Proportions.pValue(new Tally(n, x), new Tally(m, y)) <= level)
                        .mapToDouble(y -> one.probability(x) * other.probability(y))
                        .sum())
                .sum();
    }

    @Test
    void intervalsHoldTheRateNineteenTimesInTwentyOnAverage() {
        double sum = 0;
        int rates = 0;
        for (double rate = .05; rate < .96; rate += .01, rates++) {
            var worked = BinomialDistribution.of(20, rate);
            double truth = rate;
            sum += IntStream.rangeClosed(0, 20)
                    .filter(x -> Proportions.interval(new Tally(20, x)).contains(truth))
                    .mapToDouble(worked::probability)
                    .sum();
        }
        assertThat(sum / rates).isBetween(.945, .965);
    }

    @Test
    void givesNearlyTheSamePValueOnBothSidesOfItsLimits() {
        double exact = Proportions.pValue(new Tally(500, 300), new Tally(500, 260));
        double fisher = Proportions.pValue(new Tally(501, 300), new Tally(500, 260));
        assertThat(fisher).isBetween(exact, exact * 1.3);
        double large = Proportions.pValue(new Tally(499_000, 250_300), new Tally(499_000, 249_500));
        double larger = Proportions.pValue(new Tally(501_000, 251_303), new Tally(501_000, 250_500));
        assertThat(larger).isCloseTo(large, within(.005));
    }

    @Test
    void saysNothingAboutWhatWasNeverTried() {
        assertThat(Proportions.interval(Tally.NONE)).isEqualTo(new Interval(0, 1));
        assertThat(Proportions.pValue(Tally.NONE, new Tally(10, 10))).isEqualTo(1);
        Interval difference = Proportions.difference(Tally.NONE, new Tally(10, 10));
        assertThat(difference.low()).isBetween(-1.0, 0.0);
        assertThat(difference.high()).isBetween(0.0, 1.0);
    }
}
