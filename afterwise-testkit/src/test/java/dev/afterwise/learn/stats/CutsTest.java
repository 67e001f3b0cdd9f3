package dev.afterwise.learn.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutsTest {
    @Test
    void fewNumbersAreCutBetweenAllNeighbours() {
        assertThat(Cuts.of(3, 1, 2, 2, 1)).containsExactly(1.0, 2.0);
        assertThat(Cuts.of(IntStream.rangeClosed(1, 10).asDoubleStream().toArray()))
                .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
    }

    @Test
    void oneNumberCannotBeCut() {
        assertThat(Cuts.of()).isEmpty();
        assertThat(Cuts.of(7, 7, 7)).isEmpty();
    }

    @Test
    void manyNumbersAreCutAtTheirQuantiles() {
        double[] numbers = IntStream.range(0, 1_000).asDoubleStream().toArray();
        assertThat(Cuts.of(numbers)).containsExactly(100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0, 900.0);
    }

    @Test
    void everyCutPartsTheNumbers() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            double[] numbers = random.doubles(2 + random.nextInt(60))
                    .map(number -> Math.rint(number * 40) / 8 - 2)
                    .toArray();
            assertThat(Cuts.of(numbers))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .allSatisfy(cut -> assertThat(
                                    IntStream.range(0, numbers.length).filter(each -> numbers[each] > cut))
                            .isNotEmpty()
                            .hasSizeLessThan(numbers.length));
        }
    }

    @Test
    void aCutIsTheRoundestNumberThereIs() {
        assertThat(Cuts.roundest(6.93, 7.12)).isEqualTo(7);
        assertThat(Cuts.roundest(7, 8)).isEqualTo(7);
        assertThat(Cuts.roundest(9, 11)).isEqualTo(10);
        assertThat(Cuts.roundest(-3, 5)).isEqualTo(0);
        assertThat(Cuts.roundest(.123, .128)).isEqualTo(.123);
        assertThat(Cuts.roundest(.1239, .1281)).isEqualTo(.124);
        assertThat(Cuts.roundest(1e300, 1.5e300)).isEqualTo(1e300);
        assertThat(Cuts.roundest(1, Math.nextUp(1.0))).isEqualTo(1);
    }
}
