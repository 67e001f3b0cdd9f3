package dev.afterwise.learn.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesWatchTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int SIZE = 4_000;
    private static final int DAY = 288;
    private static final double HIGH = .98;

    private final SplittableRandom random = new SplittableRandom(17);

    /** A value every five minutes. */
    private static double[] scores(double... values) {
        var watch = new SeriesWatch();
        return IntStream.range(0, values.length)
                .mapToDouble(i -> watch.next(START.plusSeconds(300L * i), values[i]))
                .toArray();
    }

    private static double[] series(IntToDoubleFunction value) {
        return IntStream.range(0, SIZE).mapToDouble(value).toArray();
    }

    private double[] noise() {
        return series(i -> 10 + random.nextGaussian());
    }

    private double[] days() {
        return series(i -> 10 + (i % DAY > 100 && i % DAY < 200 ? 20 : 0) + .3 * random.nextGaussian());
    }

    private static int greatest(double... scores) {
        return IntStream.range(0, scores.length).reduce(0, (one, other) -> scores[one] >= scores[other] ? one : other);
    }

    @Test
    void scoresAreFromZeroToLessThanOneAndSeldomHighInNoise() {
        for (double[] scores : new double[][] {
            scores(noise()), scores(days()), scores(series(i -> Math.exp(2 * random.nextGaussian())))
        }) {
            assertThat(Arrays.stream(scores)).allMatch(score -> score >= 0 && score < 1);
            assertThat(Arrays.stream(scores).filter(score -> score >= HIGH).count())
                    .isLessThanOrEqualTo(SIZE / 250);
        }
    }

    @Test
    void aPeakSurprises() {
        double[] values = noise();
        values[3_000] = 30;
        double[] scores = scores(values);
        assertThat(greatest(scores)).isBetween(3_000, 3_003);
        assertThat(scores[3_000]).isGreaterThan(HIGH);
    }

    @Test
    void aPeakLikeManyBeforeItDoesNot() {
        double[] values = noise();
        for (int i = 50; i < SIZE; i += 97) {
            values[i] = 30;
        }
        assertThat(Arrays.stream(scores(values), 2_000, SIZE)).allMatch(score -> score < HIGH);
    }

    @Test
    void aLevelThatIsNewSurprisesSoon() {
        double[] values = noise();
        for (int i = 3_000; i < SIZE; i++) {
            values[i] += 4;
        }
        assertThat(Arrays.stream(scores(values), 3_000, 3_012)).anyMatch(score -> score > HIGH);
    }

    @Test
    void aDayWithoutWhatComesEveryDaySurprises() {
        double[] values = days();
        for (int i = 10 * DAY; i < 11 * DAY; i++) {
            values[i] = 10 + .3 * random.nextGaussian();
        }
        double[] scores = scores(values);
        Arrays.fill(scores, 0, 5 * DAY, 0);
        assertThat(greatest(scores)).isBetween(10 * DAY + 100, 11 * DAY);
    }

    @Test
    void anIncidentIsSaidOnce() {
        double[] values = noise();
        for (int i = 3_000; i < 3_050; i++) {
            values[i] += 12;
        }
        assertThat(Arrays.stream(scores(values), 3_000, 3_100)
                        .filter(score -> score > 0)
                        .count())
                .isLessThan(20);
    }

    @Test
    void theUnitDoesNotMatter() {
        double[] values = noise();
        double[] others =
                Arrays.stream(values).map(each -> 1_000 * each - 5_000).toArray();
        double[] scores = scores(values);
        double[] same = scores(others);
        for (int i = 0; i < SIZE; i++) {
            if (scores[i] > HIGH) {
                assertThat(same[i]).isGreaterThan(.95);
            }
        }
    }

    @Test
    void whatIsSaidDoesNotDependOnWhatComesLater() {
        double[] values = noise();
        double[] scores = scores(values);
        Arrays.fill(values, 2_000, SIZE, 1e9);
        assertThat(Arrays.copyOf(scores(values), 2_000)).containsExactly(Arrays.copyOf(scores, 2_000));
    }

    @Test
    void aConstantIsNoSurpriseAndNeitherIsAValueThatNobodyKnows() {
        assertThat(scores(new double[SIZE])).containsOnly(0);
        var watch = new SeriesWatch();
        assertThat(watch.next(START, Double.NaN)).isZero();
        assertThat(watch.next(START, 1)).isZero();
        assertThat(watch.next(START.plusSeconds(1), Double.POSITIVE_INFINITY)).isZero();
    }
}
