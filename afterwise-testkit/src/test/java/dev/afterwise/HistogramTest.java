package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.testkit.Seeded;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HistogramTest {
    /** Numbers of every sign and size. */
    private static double[] some(RandomGenerator random, int size) {
        return random.ints(1 + random.nextInt(size), 0, 6)
                .mapToDouble(kind -> switch (kind) {
                    case 0 -> 0;
                    case 1 -> random.nextInt(10);
                    case 2 -> -random.nextInt(10);
                    case 3 -> Math.exp(random.nextDouble(-700, 700));
                    case 4 -> -Math.exp(random.nextDouble(-700, 700));
                    default -> random.nextBoolean() ? Double.MIN_VALUE : -Double.MAX_VALUE;
                })
                .toArray();
    }

    @Test
    void everyQuantileIsWithinOnePercentOfATrueValue() {
        Seeded.check(500, HistogramTest::some, values -> {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            var histogram = Histogram.of(values);
            assertThat(histogram.count()).isEqualTo(values.length);
            for (int rank = 1; rank <= sorted.length; rank++) {
                double exact = sorted[rank - 1];
                double error = Math.max(Math.abs(exact) * 0.0101, Double.MIN_VALUE);
                assertThat(histogram.quantile((double) rank / sorted.length)).isCloseTo(exact, within(error));
            }
        });
    }

    private record Three(Histogram one, Histogram two, Histogram three) {
        static Three make(RandomGenerator random, int size) {
            return new Three(
                    Histogram.of(some(random, size)),
                    random.nextInt(5) == 0 ? Histogram.empty() : Histogram.of(some(random, size)),
                    Histogram.of(some(random, size)));
        }
    }

    @Test
    void histogramsAreACommutativeMonoid() {
        Seeded.check(300, Three::make, it -> {
            assertThat(it.one.merge(it.two)).isEqualTo(it.two.merge(it.one));
            assertThat(it.one.merge(it.two).merge(it.three)).isEqualTo(it.one.merge(it.two.merge(it.three)));
            assertThat(it.one.merge(Histogram.empty())).isEqualTo(it.one);
            assertThat(Histogram.of(it.one.counts())).isEqualTo(it.one).hasSameHashCodeAs(it.one);
        });
    }

    @Test
    void refusesQuantilesThatAreNone() {
        assertThatThrownBy(() -> Histogram.of(1).quantile(1.01)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Histogram.of(1).quantile(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Histogram.empty().quantile(.5)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void samplesOfDifferentThingsDontMerge() {
        var at = java.time.Instant.EPOCH;
        var one = Samples.of(new Sample(Metric.CPU, "", .5, at));
        assertThatThrownBy(() -> one.merge(Samples.of(new Sample(Metric.CPU, "db", .5, at))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(cpu");
        assertThatThrownBy(() -> new Sample(Metric.CPU, "", Double.NaN, at))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Metric.of(" ", "1")).isInstanceOf(IllegalArgumentException.class);
    }
}
