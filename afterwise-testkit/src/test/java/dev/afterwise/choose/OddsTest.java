package dev.afterwise.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.testkit.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class OddsTest {
    private static Estimate beta(double alpha, double beta) {
        return new Estimate(alpha, beta, 0, Counts.NONE);
    }

    /** How likely a draw of Beta(a, b) exceeds one of Beta(c, d): for whole numbers a finite sum of Beta functions. */
    private static double exactlyBetter(int a, int b, int c, int d) {
        double sum = 0;
        for (int i = 0; i < a; i++) {
            sum += Math.exp(logBeta(c + i, d + b) - Math.log(b + i) - logBeta(1 + i, b) - logBeta(c, d));
        }
        return sum;
    }

    private static double logBeta(int a, int b) {
        return logFactorial(a - 1) + logFactorial(b - 1) - logFactorial(a + b - 1);
    }

    private static double logFactorial(int n) {
        double sum = 0;
        for (int i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }

    @Test
    void areThoseOfTheBetaDistributions() {
        Seeded.check(
                300,
                (random, size) -> List.of(
                        1 + random.nextInt(2 * size),
                        1 + random.nextInt(2 * size),
                        1 + random.nextInt(2 * size),
                        1 + random.nextInt(2 * size)),
                four -> {
                    double exact = exactlyBetter(four.get(0), four.get(1), four.get(2), four.get(3));
                    assertThat(Odds.better(beta(four.get(0), four.get(1)), beta(four.get(2), four.get(3))))
                            .isCloseTo(exact, within(.01));
                });
    }

    @Test
    void areAsOftenAsDrawnOnesAreTheGreatest() {
        RandomGenerator random = Seeded.random();
        List<int[]> arms = List.of(new int[] {8, 3}, new int[] {3, 2}, new int[] {1, 1}, new int[] {2, 9});
        int[] greatest = new int[arms.size()];
        int draws = 40_000;
        for (int i = 0; i < draws; i++) {
            int best = 0;
            double most = -1;
            for (int arm = 0; arm < arms.size(); arm++) {
                double drawn = drawn(arms.get(arm)[0], arms.get(arm)[1], random);
                best = drawn > most ? arm : best;
                most = Math.max(most, drawn);
            }
            greatest[best]++;
        }
        double[] odds = Odds.best(arms.stream().map(arm -> beta(arm[0], arm[1])).toList());
        for (int arm = 0; arm < odds.length; arm++) {
            assertThat(odds[arm]).isCloseTo((double) greatest[arm] / draws, within(.012));
        }
    }

    /** The a-th smallest of a + b - 1 even draws is distributed as Beta(a, b). */
    private static double drawn(int a, int b, RandomGenerator random) {
        return random.doubles(a + b - 1L).sorted().skip(a - 1L).findFirst().orElseThrow();
    }

    @Test
    void addUpToOne() {
        Seeded.check(
                200,
                (random, size) -> {
                    List<Estimate> arms = new ArrayList<>();
                    for (int i = 0; i <= size / 8; i++) {
                        arms.add(new Estimate(
                                .3 + size * random.nextDouble(),
                                .3 + size * random.nextDouble(),
                                .2 * random.nextDouble(),
                                Counts.NONE));
                    }
                    return arms;
                },
                arms -> {
                    double sum = 0;
                    for (double each : Odds.best(arms)) {
                        assertThat(each).isBetween(0.0, 1.0);
                        sum += each;
                    }
                    assertThat(sum).isCloseTo(1, within(1e-9));
                });
    }

    @Test
    void areEvenAmongEquals() {
        assertThat(Odds.best(List.of(beta(3, 4), beta(3, 4), beta(3, 4))))
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(.01));
    }

    @Test
    void areLessForWhatHasAPrice() {
        var dear = new Estimate(8, 2, .2, Counts.NONE);
        assertThat(Odds.better(dear, beta(8, 2))).isLessThan(.25);
        assertThat(Odds.better(new Estimate(800, 200, .2, Counts.NONE), beta(600, 400)))
                .isCloseTo(.5, within(.05));
    }

    @Test
    void holdForWhatIsNearlyCertain() {
        assertThat(Odds.better(beta(5_000, 1), beta(1, 5_000))).isCloseTo(1, within(1e-6));
        assertThat(Odds.better(beta(.01, 5_000), beta(5_000, .01))).isCloseTo(0, within(1e-6));
    }

    @Test
    void areHowOftenEachIsDrawn() {
        double[] odds = {.1, .6, .3};
        int[] drawn = new int[3];
        RandomGenerator random = Seeded.random();
        for (int i = 0; i < 30_000; i++) {
            drawn[Odds.draw(odds, random)]++;
        }
        for (int i = 0; i < 3; i++) {
            assertThat(drawn[i] / 30_000.0).isCloseTo(odds[i], within(.012));
        }
    }
}
