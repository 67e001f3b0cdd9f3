package dev.afterwise.learn.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Tally;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be looked at again and again, and what comes in clusters. */
class SequentialTest {
    private static final int SERIES = 400;
    /** So many of 400 are hardly more than one in twenty: the 99 % quantile of the binomial distribution. */
    private static final int MOST = 31;

    private static long alarms(IntPredicate isAlarmed) {
        return IntStream.range(0, SERIES).filter(isAlarmed).count();
    }

    /** Robbins' formula, solved by SciPy. */
    @ParameterizedTest
    @CsvSource({
        "100, 50, .34459027, .65540973",
        "20, 19, .65759226, .99988068",
        "1000, 900, .86163320, .93121958",
        "5, 0, 0, .61614805"
    })
    void ratesThatAreNotRefutedYet(long tried, long worked, double low, double high) {
        Interval interval = ConfidenceSequence.rate(new Tally(tried, worked));
        assertThat(interval.low()).isCloseTo(low, within(1e-5));
        assertThat(interval.high()).isCloseTo(high, within(1e-5));
    }

    @Test
    void pValuesAndIntervalsOfRatesSayTheSame() {
        var tally = new Tally(100, 50);
        Interval interval = ConfidenceSequence.rate(tally);
        assertThat(ConfidenceSequence.pValue(tally, interval.low())).isCloseTo(.05, within(1e-6));
        assertThat(ConfidenceSequence.pValue(tally, .5)).isEqualTo(1);
        assertThat(ConfidenceSequence.pValue(tally, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, .95})
    void whoLooksAfterEachOfAThousandTriesSeldomMissesTheRate(double rate) {
        assertThat(alarms(seed -> {
                    var random = new SplittableRandom(seed);
                    long worked = 0;
                    boolean isRefuted = false;
                    for (int n = 1; n <= 1_000 && !isRefuted; n++) {
                        worked += random.nextDouble() < rate ? 1 : 0;
                        isRefuted = ConfidenceSequence.pValue(new Tally(n, worked), rate) < .05;
                    }
                    return isRefuted;
                }))
                .isLessThanOrEqualTo(MOST);
    }

    @Test
    void whoLooksAfterEachOfAThousandSkewedNumbersSeldomMissesTheMean() {
        assertThat(alarms(seed -> {
                    var random = new SplittableRandom(seed);
                    double sum = 0;
                    double squares = 0;
                    for (int n = 1; n <= 1_000; n++) {
                        double next = random.nextExponential();
                        sum += next;
                        squares += next * next;
                        if (n >= 50) {
                            double mean = sum / n;
                            Interval interval = ConfidenceSequence.mean(n, mean, squares / n - mean * mean);
                            if (!interval.contains(1)) {
                                return true;
                            }
                        }
                    }
                    return false;
                }))
                .isLessThanOrEqualTo(MOST);
        // Half the width, for a variance of one: theorem 2.2 of Waudby-Smith et al., by NumPy.
        assertThat(ConfidenceSequence.mean(200, 0, 1).high()).isCloseTo(.2146385, within(1e-6));
        assertThat(ConfidenceSequence.mean(1_000, 0, 1).high()).isCloseTo(.1000960, within(1e-6));
    }

    @Test
    void pValuesAndIntervalsOfMeansSayTheSame() {
        Interval interval = ConfidenceSequence.mean(300, 5, 4);
        assertThat(ConfidenceSequence.pValue(300, 5, 4, interval.low())).isCloseTo(.05, within(1e-9));
        assertThat(ConfidenceSequence.pValue(300, 5, 4, 5)).isEqualTo(1);
        assertThat(ConfidenceSequence.pValue(300, 5, 4, 4)).isLessThan(.001);
        assertThat(ConfidenceSequence.pValue(1, 5, 0, 4)).isEqualTo(1);
    }

    @Test
    void differencesOfRatesHoldHoweverOftenOneLooks() {
        Interval difference = ConfidenceSequence.difference(new Tally(500, 450), new Tally(500, 300));
        assertThat(difference.low()).isBetween(.1, .2);
        assertThat(difference.contains(.3)).isTrue();
    }

    /** Thirty days, of which each has its mood; the groups share the days, or take the first and the last fifteen. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void clustersAreNotTakenForManyIndependentMembers(boolean isShared) {
        assertThat(alarms(seed -> {
                    var random = new SplittableRandom(seed);
                    var clustered = new Clustered(30);
                    for (int day = 0; day < 30; day++) {
                        double mood = random.nextGaussian();
                        for (int i = 0; i < 20; i++) {
                            double score = mood + random.nextGaussian();
                            if (isShared ? random.nextBoolean() : day < 15) {
                                clustered.one(day, score);
                            } else {
                                clustered.other(day, score);
                            }
                        }
                    }
                    return clustered.difference().pValue() < .05;
                }))
                .isLessThanOrEqualTo(MOST);
    }

    /** Each alone in its cluster: the test of Welch, but for a fraction of a degree of freedom; here R's sleep data (Student, 1908), t = -1.8608, p = .0794. */
    @Test
    void aloneInTheirClustersMembersAreIndependent() {
        double[] one = {.7, -1.6, -.2, -1.2, -.1, 3.4, 3.7, .8, 0, 2};
        double[] other = {1.9, .8, 1.1, .1, -.1, 4.4, 5.5, 1.6, 4.6, 3.4};
        var clustered = new Clustered(20);
        for (int i = 0; i < one.length; i++) {
            clustered.one(2 * i, one[i]);
            clustered.other(2 * i + 1, other[i]);
        }
        Difference difference = clustered.difference();
        assertThat(difference.effect()).isCloseTo(-1.58, within(1e-9));
        assertThat(difference.pValue()).isCloseTo(.0794, within(5e-4));
        assertThat(difference.interval().contains(0)).isTrue();
    }

    @Test
    void aGroupInTwoClustersSaysNextToNothing() {
        var random = new SplittableRandom(3);
        var clustered = new Clustered(40);
        for (int day = 0; day < 40; day++) {
            for (int i = 0; i < 50; i++) {
                clustered.other(day, random.nextInt(2));
            }
        }
        for (int i = 0; i < 50; i++) {
            clustered.one(7, 1);
            clustered.one(8, random.nextInt(10) == 0 ? 0 : 1);
        }
        assertThat(clustered.difference().pValue()).isGreaterThan(.05);
        assertThat(new Clustered(3).difference()).isEqualTo(Difference.UNKNOWN);
    }

    @Test
    void anEffectIsSeenInSpiteOfTheClusters() {
        assertThat(alarms(seed -> {
                    var random = new SplittableRandom(seed);
                    var clustered = new Clustered(30);
                    for (int i = 0; i < 600; i++) {
                        double score = random.nextGaussian();
                        if (i % 2 == 0) {
                            clustered.one(i / 20, score + .27);
                        } else {
                            clustered.other(i / 20, score);
                        }
                    }
                    return clustered.difference().pValue() < .05;
                }))
                // A test that knows of the independence sees it in 91 of 100.
                .isGreaterThan(SERIES * 80 / 100);
    }
}
