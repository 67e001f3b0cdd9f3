package dev.afterwise.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.testkit.Seeded;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
    private record Ends(double low, double high) {}

    @Test
    void ratesAreReadOffInRoundHundredths() {
        assertThat(Ticks.of(.62, .97, 4)).containsExactly(.6, .7, .8, .9, 1.0);
        assertThat(Ticks.of(.953, .987, 4)).containsExactly(.95, .96, .97, .98, .99);
        assertThat(Ticks.of(0, 1, 4)).containsExactly(0.0, .5, 1.0);
    }

    @Test
    void secondsAreReadOffAsClocksAreDivided() {
        assertThat(Ticks.ofSeconds(0, 1.53, 4)).containsExactly(0.0, .5, 1.0, 1.5, 2.0);
        assertThat(Ticks.ofSeconds(0, 640, 4)).containsExactly(0.0, 300.0, 600.0, 900.0);
        assertThat(Ticks.ofSeconds(0, 7_000, 4)).containsExactly(0.0, 1_800.0, 3_600.0, 5_400.0, 7_200.0);
        assertThat(Ticks.ofSeconds(0, 2e6, 4)).containsExactly(0.0, 864_000.0, 1_728_000.0, 2_592_000.0);
    }

    @Test
    void theyHoldBothEndsInFewEvenSteps() {
        Seeded.check(
                2_000,
                (random, size) -> {
                    double span = Math.pow(10, random.nextDouble(-4, 8));
                    double low = (random.nextDouble() - .5) * span * Math.pow(10, random.nextInt(4));
                    return new Ends(low, low + span);
                },
                ends -> {
                    List<Double> ticks = Ticks.of(ends.low, ends.high, 4);
                    double step = ticks.get(1) - ticks.get(0);
                    assertThat(ticks).hasSizeBetween(2, 5);
                    assertThat(ticks.getFirst()).isLessThanOrEqualTo(ends.low + step * 1e-6);
                    assertThat(ticks.getLast()).isGreaterThanOrEqualTo(ends.high - step * 1e-6);
                    for (int i = 1; i < ticks.size(); i++) {
                        assertThat(ticks.get(i) - ticks.get(i - 1)).isCloseTo(step, within(step * 1e-6));
                    }
                });
    }

    @Test
    void aSingleValueStillHasAnAxis() {
        assertThat(Ticks.of(5, 5, 4)).hasSizeGreaterThan(1);
        assertThat(Ticks.of(0, 0, 4)).hasSizeGreaterThan(1);
        assertThat(Ticks.ofSeconds(0, 0, 4)).hasSizeGreaterThan(1);
    }

    @Test
    void valuesHaveTheirPlaceOnAScale() {
        Scale rates = Scale.ofRates(.6, 1);
        assertThat(rates.place(.6)).isZero();
        assertThat(rates.place(.8)).isCloseTo(.5, within(1e-9));
        assertThat(rates.place(1)).isEqualTo(1);
        assertThat(rates.place(.1)).as("beyond the end").isZero();
    }

    @Test
    void whatIsVeryMuchLongerIsShownByFactors() {
        Scale scale = Scale.ofSeconds(.01, 100);
        assertThat(scale.shape()).isEqualTo(Scale.Shape.BY_FACTORS);
        assertThat(scale.place(1)).isCloseTo(.5, within(1e-9));
        assertThat(scale.place(0)).isZero();
        assertThat(Scale.ofSeconds(1, 10).shape()).isEqualTo(Scale.Shape.EVEN);
        assertThat(Scale.ofSeconds(0, 10).shape()).isEqualTo(Scale.Shape.EVEN);
    }

    @Test
    void aScaleWithoutLengthIsRefused() {
        assertThatThrownBy(() -> new Scale(Scale.Shape.EVEN, List.of(1.0, 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length");
    }
}
