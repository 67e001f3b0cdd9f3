package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Distributions are an abelian group, and their quantiles are within 1 %. */
class DistributionTest {
    private static final List<Double> QUANTILES = List.of(0.0, .01, .05, .07, .25, .5, .75, .9, .95, .99, .999, 1.0);

    /** How durations are spread, in nanoseconds. */
    enum Shape {
        CONSTANT {
            @Override
            double draw(RandomGenerator random) {
                return 123_456_789;
            }
        },
        UNIFORM {
            @Override
            double draw(RandomGenerator random) {
                return random.nextDouble() * 1e9;
            }
        },
        LOG_NORMAL {
            @Override
            double draw(RandomGenerator random) {
                return Math.exp(random.nextGaussian() * 2) * 1e8;
            }
        },
        TWO_PEAKS {
            @Override
            double draw(RandomGenerator random) {
                return random.nextInt(10) == 0 ? 30e9 + random.nextGaussian() * 1e8 : 2e6 + random.nextDouble() * 1e5;
            }
        },
        HEAVY_TAIL {
            @Override
            double draw(RandomGenerator random) {
                return 1e6 / Math.pow(1 - random.nextDouble(), 1.5);
            }
        },
        FROM_A_MICROSECOND_TO_YEARS {
            @Override
            double draw(RandomGenerator random) {
                return Math.pow(10, 3 + random.nextDouble() * 14);
            }
        };

        abstract double draw(RandomGenerator random);

        long[] sorted(RandomGenerator random, int count) {
            return LongStream.generate(() -> (long) Math.max(1_000, draw(random)))
                    .limit(count)
                    .sorted()
                    .toArray();
        }
    }

    private static Distribution of(long... nanos) {
        return Distribution.of(LongStream.of(nanos).mapToObj(Duration::ofNanos).toList());
    }

    @ParameterizedTest
    @EnumSource
    void quantilesAreWithinOnePercentOfTheExactOnes(Shape shape) {
        for (int count : List.of(1, 2, 3, 10, 100, 20_000)) {
            long[] sorted = shape.sorted(Seeded.random(), count);
            Distribution distribution = of(sorted);
            for (double q : QUANTILES) {
                int rank = Math.clamp((int) Math.ceil(q * count - 1e-9), 1, count);
                isWithinOnePercent(distribution.quantile(q), (double) sorted[rank - 1]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void mergedPartsAreTheWhole(Shape shape) {
        var random = Seeded.random();
        long[] all = LongStream.range(0, 0).toArray();
        var merged = Distribution.empty();
        for (int part = 0; part < 20; part++) {
            long[] some = shape.sorted(random, 50);
            all = LongStream.concat(LongStream.of(all), LongStream.of(some)).toArray();
            merged = merged.merge(of(some));
        }
        assertThat(merged).isEqualTo(of(all));
    }

    @ParameterizedTest
    @EnumSource
    void theMeanIsWithinOnePercent(Shape shape) {
        long[] nanos = shape.sorted(Seeded.random(), 5_000);

        isWithinOnePercent(
                of(nanos).mean(),
                LongStream.of(nanos).asDoubleStream().average().orElseThrow());
    }

    /** And half a nanosecond, as there are none. */
    private static void isWithinOnePercent(Duration found, double nanos) {
        assertThat(Math.abs(found.toNanos() - nanos))
                .describedAs("%s for %s ns", found, nanos)
                .isLessThanOrEqualTo(nanos * (Distribution.RELATIVE_ERROR + 1e-9) + .5);
    }

    private record Three(Distribution a, Distribution b, Distribution c) {
        static Three make(RandomGenerator random, int size) {
            return new Three(one(random, size), one(random, size), one(random, size));
        }

        private static Distribution one(RandomGenerator random, int size) {
            return of(Shape.LOG_NORMAL.sorted(random, random.nextInt(size)));
        }
    }

    @Test
    void mergingIsAnAbelianGroup() {
        Seeded.check(200, Three::make, three -> {
            Distribution a = three.a();
            Distribution b = three.b();
            assertThat(a.merge(b)).isEqualTo(b.merge(a));
            assertThat(a.merge(b).merge(three.c())).isEqualTo(a.merge(b.merge(three.c())));
            assertThat(a.merge(Distribution.empty())).isEqualTo(a);
            assertThat(a.minus(a)).isEqualTo(Distribution.empty());
            assertThat(a.merge(b).minus(b)).isEqualTo(a);
            assertThat(a.minus(b).merge(b)).isEqualTo(a);
            assertThat(a.minus(b).minus(three.c())).isEqualTo(a.minus(b.merge(three.c())));
        });
    }

    @Test
    void countsAreAllThereIsToStore() {
        Seeded.check(100, Three::make, three -> {
            Distribution difference = three.a().minus(three.b());
            assertThat(Distribution.of(difference.counts()))
                    .isEqualTo(difference)
                    .hasSameHashCodeAs(difference);
            assertThat(difference.count())
                    .isEqualTo(three.a().count() - three.b().count());
        });
    }

    @Test
    void anEmptyDistributionHasNoQuantiles() {
        var empty = Distribution.empty();

        assertThat(empty.count()).isZero();
        assertThat(empty.countUpTo(Duration.ofDays(1))).isZero();
        assertThat(empty).hasToString("Distribution[empty]").isEqualTo(Distribution.of(List.of()));
        assertThatThrownBy(() -> empty.quantile(.5)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(empty::mean).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void quantilesAreFromZeroToOne() {
        for (double q : List.of(-.001, 1.001, Double.NaN)) {
            assertThatThrownBy(() -> of(1).quantile(q)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void ranksOutsideMeanTheNearerEnd() {
        var two = of(1_000_000, 2_000_000);

        assertThat(two.atRank(-5)).isEqualTo(two.atRank(1));
        assertThat(two.atRank(99)).isEqualTo(two.atRank(2)).isGreaterThan(two.atRank(1));
    }

    @Test
    void takesAnyDurationThereIs() {
        for (Duration extreme :
                List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE), Duration.ofNanos(1))) {
            assertThat(Distribution.of(List.of(extreme)).quantile(.5))
                    .isBetween(Duration.ZERO, Duration.ofNanos(1_100));
        }
        for (Duration extreme : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofNanos(Long.MAX_VALUE))) {
            assertThat(Distribution.of(List.of(extreme)).quantile(.5)).isGreaterThan(Duration.ofDays(365 * 285));
        }
    }

    @Test
    void countsWhatIsAtMostALimit() {
        var hundred =
                of(IntStream.rangeClosed(1, 100).mapToLong(i -> i * 1_000_000L).toArray());

        assertThat(hundred.countUpTo(Duration.ofMillis(50).plusMillis(1))).isBetween(50L, 52L);
        assertThat(hundred.countUpTo(Duration.ofMillis(200))).isEqualTo(100);
        assertThat(hundred.countUpTo(Duration.ofNanos(10))).isZero();
    }

    @Test
    void bucketsAreFilledInAnyOrderAndTakenBack() {
        var builder = new Distribution.Builder();
        builder.add(900, 3);
        builder.add(1_200, 1);
        builder.add(700, 2);
        builder.add(1_000, 5);
        builder.add(900, -3);
        var seen = new TreeMap<Integer, Long>();
        builder.forEach(seen::put);

        assertThat(seen).containsExactly(Map.entry(700, 2L), Map.entry(1_000, 5L), Map.entry(1_200, 1L));
        assertThat(builder.filled()).isEqualTo(3);
        assertThat(builder.build().counts()).isEqualTo(seen);
        assertThat(builder.build().count()).isEqualTo(8);
        assertThat(builder.build())
                .isEqualTo(Distribution.of(seen))
                .hasSameHashCodeAs(Distribution.of(seen))
                .isNotEqualTo(Distribution.empty())
                .isNotEqualTo("another thing");
        assertThat(builder.build().hashCode()).isNotEqualTo(Distribution.empty().hashCode());
    }

    @Test
    void noDurationHasABucketBelowTheFirstOrAboveTheLast() {
        var builder = new Distribution.Builder();

        assertThatThrownBy(() -> builder.add(100_000, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.filled()).isZero();
    }
}
