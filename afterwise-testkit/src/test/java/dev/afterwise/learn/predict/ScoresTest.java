package dev.afterwise.learn.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
    @Test
    void tiesCountHalf() {
        Scores scores = Scores.of("x", List.of(.1, .5, .5, .9), List.of(false, true, false, true));
        assertThat(scores.auc()).isEqualTo(.875);
        assertThat(scores.brier()).isEqualTo((.01 + .25 + .25 + .01) / 4, within(1e-12));
        assertThat(scores.logLoss()).isEqualTo(-(Math.log(.9) + Math.log(.5)) / 2, within(1e-12));
    }

    @Test
    void whoIsAlwaysRightAboutSharesIsCalibrated() {
        List<Double> chances = new ArrayList<>();
        List<Boolean> worked = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            double chance = (i / 100 + 1) / 20.0;
            chances.add(chance);
            worked.add(i % 100 < 100 * chance);
        }
        assertThat(Scores.of("x", chances, worked).calibrationError()).isEqualTo(0, within(1e-9));
    }

    @Test
    void withoutBothOutcomesNobodyCanBeRanked() {
        assertThat(Scores.of("x", List.of(.3, .4), List.of(true, true)).auc()).isNaN();
    }
}
