package dev.afterwise.learn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScanTailTest {
    @Test
    void isReachedAsOftenAsItSays() {
        var random = new SplittableRandom(1987);
        int n = 150;
        int least = 5;
        int runs = 20_000;
        int[] reached = new int[3];
        double[] levels = {.1, .05, .01};
        for (int run = 0; run < runs; run++) {
            double p = ScanTail.pValue(largest(n, least, random), n, least);
            for (int i = 0; i < levels.length; i++) {
                reached[i] += p <= levels[i] ? 1 : 0;
            }
        }
        for (int i = 0; i < levels.length; i++) {
            assertThat(reached[i] / (levels[i] * runs)).isBetween(.85, 1.15);
        }
    }

    private static double largest(int n, int least, SplittableRandom random) {
        var sums = new double[n + 1];
        for (int i = 0; i < n; i++) {
            sums[i + 1] = sums[i] + random.nextGaussian();
        }
        double largest = 0;
        for (int at = least; at <= n - least; at++) {
            double error = Math.sqrt(at * (double) (n - at) / n);
            largest = Math.max(largest, Math.abs(sums[at] - sums[n] * at / n) / error);
        }
        return largest;
    }

    @Test
    void isCertainOfNothingWhereNoPartIsLongEnough() {
        assertThat(ScanTail.pValue(9, 9, 5)).isEqualTo(1);
        assertThat(ScanTail.pValue(0, 100, 5)).isEqualTo(1);
    }
}
