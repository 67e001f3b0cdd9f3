package dev.afterwise.learn.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What is done in another way where there are many numbers comes to the same. */
class ManyNumbersTest {
    private static final int MANY = 60_000;

    private final SplittableRandom random = new SplittableRandom(17);

    private static double[] many(DoubleSupplier numbers) {
        return DoubleStream.generate(numbers).limit(MANY).toArray();
    }

    private static void ranksAreThoseOfTheSorted(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double[] ranks = Ranks.of(numbers);
        for (int i = 0; i < numbers.length; i += 997) {
            double number = numbers[i];
            long less = Arrays.stream(sorted).filter(each -> each < number).count();
            long equal = Arrays.stream(sorted).filter(each -> each == number).count();
            assertThat(ranks[i]).isEqualTo(less + (equal + 1) / 2.0);
        }
    }

    @Test
    void ranksOfManyNumbers() {
        ranksAreThoseOfTheSorted(many(random::nextGaussian));
        ranksAreThoseOfTheSorted(many(() -> random.nextInt(100) - 50));
        // They differ in their last bits only.
        ranksAreThoseOfTheSorted(many(() -> 1 + random.nextInt(1_000) * Math.ulp(1)));
        ranksAreThoseOfTheSorted(many(() -> -1 - random.nextInt(1_000) * Math.ulp(1)));
        assertThat(Ranks.of(0.0, -0.0, 1)).containsExactly(1.5, 1.5, 3);
    }

    @Test
    void placesAreRanksWithinAFewThousandths() {
        double[] numbers = many(() -> Math.exp(random.nextGaussian()));
        var places = new Places();
        Arrays.stream(numbers).forEach(places::add);
        double[] shares = Ranks.shares(numbers);
        for (int i = 0; i < numbers.length; i += 997) {
            assertThat(places.share(numbers[i])).isCloseTo(shares[i], within(.003));
        }
        assertThat(places.size()).isEqualTo(MANY);
    }

    @Test
    void scalesOfManyNumbers() {
        double[] numbers = many(() -> 3 + 2 * random.nextGaussian());
        assertThat(Robust.median(numbers)).isCloseTo(3, within(.05));
        assertThat(Robust.qn(numbers)).isCloseTo(2, within(.03));
        assertThat(Robust.mad(numbers)).isCloseTo(2, within(.04));
        assertThat(Robust.qn(many(() -> 7))).isZero();
    }

    @Test
    void aMedianIsThatOfTheSorted() {
        for (int n = 1; n < 40; n++) {
            double[] numbers =
                    random.doubles(n).map(each -> Math.floor(10 * each)).toArray();
            double[] sorted = numbers.clone();
            Arrays.sort(sorted);
            assertThat(Robust.median(numbers)).isEqualTo((sorted[n / 2] + sorted[(n - 1) / 2]) / 2);
        }
    }
}
