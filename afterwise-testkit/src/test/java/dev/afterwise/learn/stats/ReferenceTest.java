package dev.afterwise.learn.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests and estimates against what is printed in the literature, or computed by R or SciPy 1.17.1. */
class ReferenceTest {
    /** Permeability of the human chorioamnion at term, and at 12 to 26 weeks: Hollander and Wolfe, 1973, page 69; in R's wilcox.test. */
    private static final double[] AT_TERM = {.80, .83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, .73, 1.46};

    private static final double[] EARLY = {1.15, .88, .90, .74, 1.21};

    /** Copper in wholemeal flour, parts per million: Analytical Methods Committee, The Analyst 114, 1989; R's MASS::chem. */
    private static final double[] COPPER = {
        2.2, 2.2, 2.4, 2.4, 2.5, 2.7, 2.8, 2.9, 3.03, 3.03, 3.10, 3.37, 3.4, 3.4, 3.4, 3.5, 3.6, 3.7, 3.7, 3.7, 3.7,
        3.77, 5.28, 28.95
    };

    @Test
    void mannAndWhitneyAreExactForSmallSamples() {
        assertThat(Ranks.pValueOfGreater(AT_TERM, EARLY)).isCloseTo(.1272061, within(1e-7));
        assertThat(Ranks.pValueOfGreater(EARLY, AT_TERM)).isCloseTo(.8967699, within(1e-7));
        assertThat(Ranks.pValue(AT_TERM, EARLY)).isCloseTo(.2544123, within(1e-7));
    }

    @Test
    void mannAndWhitneyCorrectForTies() {
        double[] one = {1, 2, 2, 3, 4, 4, 5};
        double[] other = {2, 3, 3, 5, 6, 7};
        assertThat(Ranks.pValue(one, other)).isCloseTo(.2465023, within(1e-6));
        assertThat(Ranks.pValue(new double[] {1, 1}, new double[] {1, 1, 1})).isEqualTo(1);
        assertThat(Ranks.pValue(new double[0], other)).isEqualTo(1);
    }

    /** Mucociliary efficiency: Hollander and Wolfe, page 116; in R's kruskal.test. */
    @Test
    void kruskalAndWallisCompareGroups() {
        assertThat(Ranks.kruskalWallis(
                        new double[] {2.9, 3.0, 2.5, 2.6, 3.2},
                        new double[] {3.8, 2.7, 4.0, 2.4},
                        new double[] {2.8, 3.4, 3.7, 2.2, 2.0}))
                .isCloseTo(.6799648, within(1e-6));
        assertThat(Ranks.kruskalWallis(new double[] {1, 1}, new double[] {1})).isEqualTo(1);
    }

    /** Hunter's L and panel scores of tuna: Hollander and Wolfe, page 185; in R's cor.test. */
    @Test
    void spearmanCorrelatesRanks() {
        Correlation tuna = Ranks.spearman(
                new double[] {44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1},
                new double[] {2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8});
        assertThat(tuna.rho()).isCloseTo(.6, within(1e-9));
        assertThat(tuna.pValue()).isCloseTo(.0876228, within(1e-6));
        assertThat(tuna.interval().contains(.6)).isTrue();
        assertThat(Ranks.spearman(new double[] {1, 2, 3, 4, 5}, new double[] {1, 4, 9, 16, 25})
                        .rho())
                .isEqualTo(1);
        assertThat(Ranks.spearman(new double[] {1, 1, 1, 1}, new double[] {1, 2, 3, 4})
                        .pValue())
                .isEqualTo(1);
    }

    /** The lady tasting tea, and convictions of like-sex twins (Fisher, 1962, page 94): both in R's fisher.test. */
    @ParameterizedTest
    @CsvSource({"3, 4, 1, 4, .4857143", "2, 17, 10, 13, .0005367241", "7, 17, 2, 14, .1316574"})
    void fisherIsExact(long worked, long tried, long otherWorked, long otherTried, double p) {
        assertThat(Tables.fisher(new Tally(tried, worked), new Tally(otherTried, otherWorked)))
                .isCloseTo(p, within(1e-7));
    }

    /** Party and sex: Agresti, An Introduction to Categorical Data Analysis, 2nd ed. 2007, page 38; in R's chisq.test. */
    @Test
    void chiSquaredComparesShares() {
        assertThat(Tables.chiSquared(new long[][] {{762, 327, 468}, {484, 239, 477}}))
                .isCloseTo(2.953589e-7, within(1e-12));
        assertThat(Tables.chiSquared(new long[][] {{762, 0, 468}, {484, 0, 477}}))
                .isGreaterThan(0);
        assertThat(Tables.chiSquared(new long[][] {{5, 7}, {0, 0}})).isEqualTo(1);
        assertThat(Tables.chiSquared(new long[0][])).isEqualTo(1);
    }

    /** Two of the 252 orders of five and five numbers part them; Smirnov's table of the limit, Annals of Mathematical Statistics 19, 1948. */
    @Test
    void kolmogorovAndSmirnovCompareDistributions() {
        double[] low = {1, 2, 3, 4, 5};
        double[] high = {6, 7, 8, 9, 10};
        assertThat(KolmogorovSmirnov.pValue(low, high)).isCloseTo(2 / 252.0, within(1e-12));
        assertThat(KolmogorovSmirnov.pValue(
                        new double[] {.1, .4, .7, 1.2, 1.5}, new double[] {.2, .9, 1.1, 1.9, 2.2, 2.5}))
                .isCloseTo(.3571429, within(1e-7));
        assertThat(KolmogorovSmirnov.pValue(low, low)).isEqualTo(1);
        double[] many = new SplittableRandom(1).doubles(2_000).toArray();
        double shift = 1.358 / Math.sqrt(1_000);
        double[] moved = Arrays.stream(many).map(each -> each + shift).toArray();
        double d = KolmogorovSmirnov.distance(many, moved);
        assertThat(KolmogorovSmirnov.pValue(many, moved)).isCloseTo(2 * Math.exp(-2 * d * d * 1_000), within(.002));
    }

    @Test
    void robustEstimatesOverlookAnOutlier() {
        assertThat(Robust.median(COPPER)).isCloseTo(3.385, within(1e-9));
        assertThat(Robust.mad(COPPER)).isCloseTo(.526323, within(1e-5));
        assertThat(Robust.interquartile(COPPER)).isCloseTo(.6857035, within(1e-6));
        assertThat(Robust.qn(COPPER)).isCloseTo(.7323177, within(1e-6));
        assertThat(Robust.median()).isNaN();
        assertThat(Robust.qn(1)).isZero();
    }

    /** Tumours of rats in 71 experiments: Gelman et al., Bayesian Data Analysis, 3rd ed. 2013, table 5.1; their mode is (2.4, 14.3). */
    @Test
    void beliefsAreFormedFromRatesOfTheSameKind() {
        int[] tumours = {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 5, 2, 5, 3,
            2, 7, 7, 3, 3, 2, 9, 10, 4, 4, 4, 4, 4, 4, 4, 10, 4, 4, 4, 5, 11, 12, 5, 5, 6, 5, 6, 6, 6, 6, 16, 15, 15, 9,
            4
        };
        int[] rats = {
            20, 20, 20, 20, 20, 20, 20, 19, 19, 19, 19, 18, 18, 17, 20, 20, 20, 20, 19, 19, 18, 18, 25, 24, 23, 20, 20,
            20, 20, 20, 20, 10, 49, 19, 46, 27, 17, 49, 47, 20, 20, 13, 48, 50, 20, 20, 20, 20, 20, 20, 20, 48, 19, 19,
            19, 22, 46, 49, 20, 20, 23, 19, 22, 20, 20, 20, 52, 46, 47, 24, 14
        };
        List<Tally> seen = new ArrayList<>();
        for (int i = 0; i < rats.length; i++) {
            seen.add(new Tally(rats[i], tumours[i]));
        }
        Beta prior = Beta.among(seen);
        assertThat(prior.worked()).isBetween(1.4, 3.4);
        assertThat(prior.failed()).isBetween(8.6, 20.0);
        Beta last = prior.after(seen.getLast());
        assertThat(last.mean()).isBetween(prior.mean(), 4 / 14.0);
        assertThat(last.interval().contains(last.mean())).isTrue();
        assertThat(last.faded(0, prior)).isEqualTo(prior);
        assertThat(last.faded(.5, prior).mean()).isBetween(prior.mean(), last.mean());
        assertThat(Beta.among(List.of(new Tally(5, 5)))).isEqualTo(Beta.UNKNOWN);
    }

    /** The posterior interval of a rate after 17.4 and 39.6 of a uniform one, by SciPy. */
    @Test
    void beliefsHaveIntervals() {
        Interval interval = Beta.UNKNOWN.after(17.4, 39.6).interval();
        assertThat(interval.low()).isCloseTo(.2012314, within(1e-6));
        assertThat(interval.high()).isCloseTo(.4345771, within(1e-6));
    }

    /** Clopper and Pearson's limits of 4 in 50: Brown, Cai and DasGupta, 2001, by R's binom.test. */
    @Test
    void boundsOfARateAreExact() {
        assertThat(Proportions.lowerBound(new Tally(50, 4), .975)).isCloseTo(.0222280, within(1e-6));
        assertThat(Proportions.upperBound(new Tally(50, 4), .975)).isCloseTo(.1923428, within(1e-6));
        assertThat(Proportions.lowerBound(new Tally(50, 0), .99)).isZero();
        assertThat(Proportions.upperBound(new Tally(50, 50), .99)).isEqualTo(1);
    }
}
