package dev.afterwise.learn.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class OutliersTest {
    private static final int HISTORIES = 2_000;

    private static double alarms(int size, ToDoubleFunction<RandomGenerator> number) {
        var random = new SplittableRandom(size);
        int alarms = 0;
        for (int i = 0; i < HISTORIES; i++) {
            double[] numbers = random.doubles(size)
                    .map(ignored -> number.applyAsDouble(random))
                    .toArray();
            alarms += Outliers.above(numbers).pValue() <= .05 ? 1 : 0;
        }
        return (double) alarms / HISTORIES;
    }

    /** .07 is four standard errors above .05. */
    @Test
    void raisesNoMoreFalseAlarmsThanItStates() {
        assertThat(alarms(160, RandomGenerator::nextExponential)).isBetween(.01, .07);
        assertThat(alarms(700, RandomGenerator::nextExponential)).isBetween(.01, .07);
        assertThat(alarms(300, RandomGenerator::nextGaussian)).isLessThan(.05);
        assertThat(alarms(300, RandomGenerator::nextDouble)).isLessThan(.05);
    }

    /** One in twenty comes from another kind of numbers, as those of an outage are. */
    @Test
    void toleratesATailThatBends() {
        assertThat(alarms(600, random -> random.nextGaussian() / 2 + (random.nextInt(20) == 0 ? 1.4 : 0)))
                .isLessThan(.07);
    }

    @Test
    void findsHowManyStandApart() {
        var random = new SplittableRandom(3);
        double[] numbers =
                random.doubles(500).map(ignored -> random.nextGaussian()).toArray();
        numbers[7] = 9;
        numbers[8] = 9.2;
        numbers[9] = 9.3;
        Outliers found = Outliers.above(numbers);
        assertThat(found.count()).isEqualTo(3);
        assertThat(found.pValue()).isLessThan(1e-4);
    }

    @Test
    void numbersThatAreAllTheSameSayNothing() {
        assertThat(Outliers.above(new double[1_000])).isEqualTo(Outliers.NONE);
    }
}
