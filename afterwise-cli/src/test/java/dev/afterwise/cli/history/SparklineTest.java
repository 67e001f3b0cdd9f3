package dev.afterwise.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {
    @Test
    void reachesFromTheLowestToTheHighest() {
        assertThat(Sparkline.of(new double[] {0, .5, 1}, 10)).isEqualTo("▁▅█");
    }

    @Test
    void leavesABlankForWhatIsUnknown() {
        assertThat(Sparkline.of(new double[] {1, Double.NaN, 3}, 10)).isEqualTo("▁ █");
    }

    @Test
    void isLevelWhereAllIsEqual() {
        assertThat(Sparkline.of(new double[] {7, 7}, 10)).isEqualTo("▅▅");
        assertThat(Sparkline.of(new double[0], 10)).isEmpty();
    }

    @Test
    void mergesNeighboursWhereThereIsNoRoom() {
        assertThat(Sparkline.of(new double[] {0, 0, 1, 1}, 2)).isEqualTo("▁█");
    }
}
