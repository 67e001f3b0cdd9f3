package dev.afterwise.learn.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Distribution;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The smaller methods against published values, and against what they promise. */
class StatisticsTest {
    /** The example of Benjamini and Hochberg 1995, section 3.2. */
    private static final double[] BENJAMINI_HOCHBERG = {
        .0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1
    };

    @Test
    void benjaminiHochbergTakesFourOfTheirExampleAndHolmThree() {
        assertThat(Arrays.stream(Corrections.benjaminiHochberg(BENJAMINI_HOCHBERG))
                        .filter(p -> p <= .05))
                .hasSize(4);
        assertThat(Arrays.stream(Corrections.holm(BENJAMINI_HOCHBERG)).filter(p -> p <= .05))
                .hasSize(3);
    }

    @Test
    void correctedPValuesKeepTheirPlaces() {
        assertThat(Corrections.holm(.04, .01, .03)).containsExactly(.06, .03, .06);
        assertThat(Corrections.benjaminiHochberg(.04, .01, .03)).containsExactly(.04, .03, .04);
        assertThat(Corrections.holm()).isEmpty();
    }

    /** Campbell and Gardner, "Calculating confidence intervals for some non-parametric analyses", BMJ 296, 1988. */
    @ParameterizedTest
    @CsvSource({"6, 1, 6", "10, 2, 9", "20, 6, 15", "30, 10, 21", "50, 18, 33"})
    void medianIntervalsHaveThePlacesOfCampbellAndGardner1988(int n, long low, long high) {
        Distribution took = seconds(n);
        assertThat(Quantiles.interval(took, .5)).isEqualTo(new Span(took.atRank(low), took.atRank(high)));
    }

    @Test
    void smallSamplesLeaveQuantilesUnbounded() {
        assertThat(Quantiles.interval(seconds(5), .5)).isEqualTo(Span.UNBOUNDED);
        assertThat(Quantiles.interval(Distribution.empty(), .5)).isEqualTo(Span.UNBOUNDED);
        assertThat(Quantiles.interval(seconds(70), .95).high()).isNull();
        assertThat(Quantiles.interval(seconds(80), .95).high()).isNotNull();
        assertThat(Quantiles.upperBound(seconds(298), .99, .95)).isNull();
        assertThat(Quantiles.upperBound(seconds(299), .99, .95))
                .isEqualTo(seconds(299).quantile(1));
    }

    /** The thirteen trials of the BCG vaccine by latitude: Viechtbauer, Journal of Statistical Software 36(3), 2010. */
    @Test
    void regressionFindsWhatMetaforFindsInTheTrialsOfBcg() {
        double[][] trials = {
            {13, 505, 88391, 499, 88391},
            {13, 33, 5069, 47, 5808},
            {18, 186, 50634, 141, 27338},
            {19, 8, 2545, 10, 629},
            {27, 29, 7499, 45, 7277},
            {33, 5, 2498, 3, 2341},
            {33, 27, 16913, 29, 17854},
            {42, 3, 231, 11, 220},
            {42, 17, 1716, 65, 1665},
            {44, 4, 123, 11, 139},
            {44, 180, 1541, 372, 1451},
            {52, 62, 13598, 248, 12867},
            {55, 6, 306, 29, 303}
        };
        var regression = new Regression(
                column(trials, row -> row[0]),
                column(trials, row -> Math.log(row[1] / row[2] / (row[3] / row[4]))),
                column(trials, row -> 1 / row[1] - 1 / row[2] + 1 / row[3] - 1 / row[4]));
        assertThat(regression.between()).isCloseTo(.0633, within(.00005));
        assertThat(regression.slope().perPeriod()).isCloseTo(-.0292, within(.00005));
    }

    private static double[] column(double[][] rows, java.util.function.ToDoubleFunction<double[]> value) {
        return Arrays.stream(rows).mapToDouble(value).toArray();
    }

    @Test
    void regressionThroughPointsOnALineFindsTheLine() {
        double[] x = {0, 1, 2, 3};
        Slope slope = new Regression(x, new double[] {1, 3, 5, 7}, new double[] {1e-6, 1e-6, 1e-6, 1e-6}).slope();
        assertThat(slope.perPeriod()).isCloseTo(2, within(1e-9));
        assertThat(slope.interval().contains(2)).isTrue();
    }

    /** The permeability of membranes: Hollander and Wolfe, "Nonparametric Statistical Methods", 1973, page 69; W = 35. */
    @Test
    void ranksTellWhatHollanderAndWolfeFound() {
        Distribution one = of(.80, .83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, .73, 1.46);
        Distribution other = of(1.15, .88, .90, .74, 1.21);
        assertThat(Medians.compare(one, other).pValueOfLonger()).isCloseTo(.1272, within(.01));
    }

    @Test
    void differencesOfMediansHoldTheTruthNineteenTimesInTwenty() {
        var random = new SplittableRandom(1);
        long held = IntStream.range(0, 1_000)
                .filter(i -> Medians.compare(logNormal(random, 30, 3), logNormal(random, 20, 1))
                        .interval()
                        .contains(2))
                .count();
        assertThat(held).isBetween(930L, 995L);
    }

    @Test
    void clustersAreSeenWhereEventsFollowEachOther() {
        // Of the 10 ways in which 2 of 5 may fail, 4 put them next to each other.
        assertThat(Clusters.pValue(false, true, true, false, false)).isCloseTo(.4, within(1e-12));
        assertThat(Clusters.pValue(true, false, true, false, false)).isCloseTo(1, within(1e-12));
        assertThat(Clusters.pValue()).isEqualTo(1);
        assertThat(Clusters.pValue(true, true)).isEqualTo(1);
    }

    private static Distribution seconds(int n) {
        return Distribution.of(
                LongStream.rangeClosed(1, n).mapToObj(Duration::ofSeconds).toList());
    }

    private static Distribution of(double... seconds) {
        return Distribution.of(Arrays.stream(seconds)
                .mapToObj(s -> Duration.ofNanos((long) (s * 1e9)))
                .toList());
    }

    private static Distribution logNormal(SplittableRandom random, int n, double median) {
        return of(IntStream.range(0, n)
                .mapToDouble(i -> median * Math.exp(.6 * random.nextGaussian()))
                .toArray());
    }
}
