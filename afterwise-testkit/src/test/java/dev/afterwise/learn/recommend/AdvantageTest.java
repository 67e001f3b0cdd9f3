package dev.afterwise.learn.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.learn.recommend.Advantage.Option;
import dev.afterwise.testkit.Seeded;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AdvantageTest {
    /** One arm works in 70 %, the other in 50 %, and the first is tried with this propensity. */
    private static Advantage estimated(double expectedOfOne, double propensity, int steps, RandomGenerator random) {
        var advantage = new Advantage();
        for (int i = 0; i < steps; i++) {
            boolean isOne = random.nextDouble() < propensity;
            double worked = random.nextDouble() < (isOne ? .7 : .5) ? 1 : 0;
            advantage.differ(
                    new Option(expectedOfOne, propensity, isOne), new Option(.5, 1 - propensity, !isOne), worked);
        }
        return advantage;
    }

    @Test
    void findsTheGainEvenWhereExpectationsAreWrong() {
        assertThat(estimated(.1, .3, 50_000, Seeded.random()).gain()).isCloseTo(.2, within(.03));
    }

    @Test
    void itsIntervalHoldsTheGainInNineteenOfTwenty() {
        RandomGenerator random = Seeded.random();
        int held = 0;
        for (int i = 0; i < 200; i++) {
            held += estimated(.6, .3, 400, random).interval().contains(.2) ? 1 : 0;
        }
        assertThat(held).isBetween(180, 199);
    }

    @Test
    void nothingIsGainedWhereBothChooseTheSame() {
        var advantage = new Advantage();
        for (int i = 0; i < 100; i++) {
            advantage.same();
        }
        assertThat(advantage.gain()).isZero();
        assertThat(advantage.isSure()).isFalse();
    }
}
