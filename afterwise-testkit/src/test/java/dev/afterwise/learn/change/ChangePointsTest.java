package dev.afterwise.learn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangePointsTest {
    private final RandomGenerator random = new SplittableRandom(2026);

    private double[] noisy(int n, IntToDoubleFunction level) {
        return IntStream.range(0, n)
                .mapToDouble(i -> level.applyAsDouble(i) + random.nextGaussian())
                .toArray();
    }

    private static void isNear(int[] found, int... places) {
        assertThat(found).hasSize(places.length);
        for (int i = 0; i < places.length; i++) {
            assertThat(found[i]).isBetween(places[i] - 3, places[i] + 3);
        }
    }

    @Test
    void findsLevels() {
        isNear(ChangePoints.in(noisy(300, i -> i < 100 ? 0 : i < 220 ? 3 : 1)), 100, 220);
    }

    @Test
    void findsWhereALineBends() {
        int[] found = ChangePoints.in(noisy(100, i -> i < 60 ? .5 * i : 60 - .5 * i));
        assertThat(found).hasSize(1);
        assertThat(found[0]).isBetween(56, 64);
    }

    @Test
    void findsAnotherSpread() {
        double[] series = noisy(400, i -> 0);
        for (int i = 250; i < series.length; i++) {
            series[i] *= 4;
        }
        int[] found = ChangePoints.in(series);
        assertThat(found).hasSize(1);
        assertThat(found[0]).isBetween(240, 260);
    }

    @Test
    void findsALevelUnderASeason() {
        isNear(ChangePoints.in(noisy(240, i -> 5 * Math.sin(i * Math.PI / 6) + (i < 150 ? 0 : 4))), 150);
    }

    @Test
    void isNotMisledByOddNumbersAndGaps() {
        double[] series = noisy(200, i -> i < 100 ? 0 : 4);
        series[40] = 60;
        series[150] = -80;
        Arrays.fill(series, 20, 24, Double.NaN);
        isNear(ChangePoints.in(series), 100);
    }

    @Test
    void keepsSilentWhereNothingBeginsAnew() {
        int alarms = 0;
        for (int run = 0; run < 60; run++) {
            double wanders = 0;
            double[] walk = new double[200];
            for (int i = 0; i < walk.length; i++) {
                wanders += random.nextGaussian();
                walk[i] = wanders;
            }
            alarms += ChangePoints.in(walk).length > 0 ? 1 : 0;
            alarms += ChangePoints.in(noisy(200, i -> 0)).length > 0 ? 1 : 0;
            alarms += ChangePoints.in(noisy(100, i -> .3 * i)).length > 0 ? 1 : 0;
            alarms += ChangePoints.in(noisy(100, i -> 10 * Math.exp(i / 30.0))).length > 0 ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(12);
    }

    @Test
    void placesChangesOfLongSeriesAmongSingleNumbers() {
        isNear(ChangePoints.in(noisy(20_000, i -> i < 12_345 ? 0 : 3)), 12_345);
    }

    @Test
    void takesWhatIsShortEmptyOrAlwaysTheSame() {
        assertThat(ChangePoints.in()).isEmpty();
        assertThat(ChangePoints.in(1, 2, 3)).isEmpty();
        assertThat(ChangePoints.in(new double[100])).isEmpty();
        double[] nothing = new double[100];
        Arrays.fill(nothing, Double.NaN);
        assertThat(ChangePoints.in(nothing)).isEmpty();
        double[] step = new double[100];
        Arrays.fill(step, 60, 100, 1);
        assertThat(ChangePoints.in(step)).containsExactly(60);
    }
}
