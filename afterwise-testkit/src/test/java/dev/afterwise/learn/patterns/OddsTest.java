package dev.afterwise.learn.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.testkit.Seeded;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class OddsTest {
    /** Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, table 6.1, and factorials. */
    @Test
    void knowsTheGammaFunction() {
        assertThat(Math.exp(Odds.logGamma(.5))).isCloseTo(Math.sqrt(Math.PI), within(1e-9));
        assertThat(Math.exp(Odds.logGamma(1.5))).isCloseTo(.8862269255, within(1e-9));
        assertThat(Math.exp(Odds.logGamma(1.25))).isCloseTo(.9064024771, within(1e-9));
        assertThat(Odds.logGamma(1)).isCloseTo(0, within(1e-9));
        assertThat(Math.exp(Odds.logGamma(11))).isCloseTo(3_628_800, within(1e-2));
    }

    @Test
    void areOneOnAverageWhereThereIsNothing() {
        RandomGenerator random = Seeded.random();
        double normal = 0;
        double rate = 0;
        int runs = 200_000;
        for (int run = 0; run < runs; run++) {
            normal += Math.exp(Odds.normal(random.nextGaussian(), .1));
            int worked = 0;
            for (int i = 0; i < 30; i++) {
                worked += random.nextDouble() < .8 ? 1 : 0;
            }
            rate += Math.exp(Odds.rate(worked, 30, .8));
        }

        assertThat(normal / runs).isCloseTo(1, within(.05));
        assertThat(rate / runs).isCloseTo(1, within(.05));
    }

    @Test
    void ofAnEstimatedErrorAreLowerAndTheSameInTheLimit() {
        assertThat(Odds.student(4, 5, .02)).isLessThan(Odds.normal(4, .02));
        assertThat(Odds.student(4, 1e6, .02)).isCloseTo(Odds.normal(4, .02), within(1e-3));
        assertThat(Odds.student(4, .5, .02)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Odds.student(1e9, 1e6, .02)).isFinite();
    }

    /** Whoever believes k things believes those whose odds are at least m / (level k): Wang and Ramdas, 2022. */
    @Test
    void areHeldAgainstTheirNumber() {
        double[] odds = {Math.log(100.0 / 4), Math.log(30.0 / 4), Math.log(26.0 / 4), Math.log(2.0 / 4)};

        double[] corrected = Selection.corrected(odds);

        assertThat(corrected[0]).isCloseTo(4.0 / 100, within(1e-12));
        assertThat(corrected[1]).isCloseTo(4.0 / 26 / 3, within(1e-12));
        assertThat(corrected[2]).isCloseTo(4.0 / 26 / 3, within(1e-12));
        assertThat(corrected[3]).isCloseTo(4.0 / 2 / 4, within(1e-12));
    }
}
