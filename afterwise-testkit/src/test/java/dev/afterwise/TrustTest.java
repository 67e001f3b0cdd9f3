package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Trust.Weight;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration HALF_LIFE = Duration.ofDays(90);
    private static final Tally HELPED = new Tally(1, 1);
    private static final Tally FAILED = new Tally(1, 0);

    private static double confidence(Trust trust, Instant at) {
        return trust.confidence(at, HALF_LIFE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {.1, .25, .5, .75, .9})
    void isAsSureAsWhoeverSaysSo(double confidence) {
        assertThat(confidence(Trust.of(confidence, NOW), NOW)).isCloseTo(confidence, within(1e-9));
    }

    @Test
    void nobodyIsCertain() {
        assertThat(confidence(Trust.of(1, NOW), NOW)).isBetween(.9, .95);
        assertThat(confidence(Trust.of(0, NOW), NOW)).isBetween(.05, .1);
    }

    @Test
    void fadesTowardDoubt() {
        Trust trust = Trust.found(Weight.of(1, 20, NOW));
        assertThat(confidence(trust, NOW)).isCloseTo(20.5 / 22, within(1e-9));
        assertThat(confidence(trust, NOW.plus(HALF_LIFE))).isCloseTo(10.5 / 12, within(1e-9));
        assertThat(confidence(trust, NOW.plus(HALF_LIFE.multipliedBy(4)))).isCloseTo(1.75 / 3.25, within(1e-9));
        assertThat(confidence(trust, NOW.plus(Duration.ofDays(10_000)))).isCloseTo(.25, within(1e-3));
    }

    @Test
    void growsByWhatHelpsAndFallsByWhatDoesNot() {
        Trust trust = Trust.of(.75, NOW);
        Trust better = trust.after(HELPED, NOW, HALF_LIFE).after(HELPED, NOW, HALF_LIFE);
        Trust worse = trust.after(FAILED, NOW, HALF_LIFE).after(FAILED, NOW, HALF_LIFE);
        assertThat(confidence(better, NOW)).isGreaterThan(.8);
        assertThat(confidence(worse, NOW)).isLessThan(.6);
        assertThat(worse.outcomes()).isEqualTo(new Tally(2, 0));
        assertThat(worse.uses()).isEqualTo(2);
    }

    @Test
    void whatStoppedHelpingIsNoticedThoughItHelpedForYears() {
        Trust trust = Trust.of(.9, NOW);
        for (int i = 0; i < 1_000; i++) {
            trust = trust.after(HELPED, NOW, HALF_LIFE);
        }
        assertThat(confidence(trust, NOW)).isGreaterThan(.93);
        for (int i = 0; i < 70; i++) {
            trust = trust.after(FAILED, NOW, HALF_LIFE);
        }
        assertThat(confidence(trust, NOW)).isLessThan(.5);
        assertThat(trust.outcomes()).isEqualTo(new Tally(1_070, 1_000));
    }

    @Test
    void aFindingIsNotCountedTwiceWhenItIsFoundAgain() {
        Trust once = Trust.found(Weight.of(.9, 10, NOW));
        assertThat(once.foundAgain(Weight.of(.9, 10, NOW))).isEqualTo(once);
    }

    @Test
    void nothingFoundCountsForMoreThanTwentyUses() {
        assertThat(Trust.found(Weight.of(1, 1e6, NOW)).found().all()).isCloseTo(Trust.MOST_FOUND, within(1e-9));
    }

    @Test
    void whatWasFoundInTheFutureIsFoundNow() {
        Trust early = Trust.found(Weight.of(1, 10, NOW.plus(Duration.ofDays(10_000))));
        assertThat(confidence(early, NOW)).isCloseTo(10.5 / 12, within(1e-9));
        assertThat(early.found().at(NOW, HALF_LIFE).at()).isEqualTo(NOW);
    }

    @Test
    void weightsAreNumbers() {
        assertThatThrownBy(() -> new Weight(Double.NaN, 0, NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Weight(1, -1, NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Weight(Double.POSITIVE_INFINITY, 0, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
