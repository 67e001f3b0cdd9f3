package dev.afterwise.learn.recommend;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Dimension;
import dev.afterwise.Money;
import dev.afterwise.Profile;
import dev.afterwise.Usage;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LogbookTest {
    private static final Instant BEGAN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Profile WORK = Profile.of("answer");

    private final RandomGenerator random = Seeded.random();
    private SegmentBuilder history = new SegmentBuilder();
    private int made;

    private AnExecution next(String model, String level, double success) {
        made++;
        AnExecution one = anExecution()
                .of("answer")
                .on(model)
                .with("level", level)
                .startedAt(BEGAN.plusSeconds(60L * made))
                .took(Duration.ofMillis(1_000 + made))
                .spending(Usage.NONE.costing(Money.dollars(model.equals("strong") ? "0.50" : "0.10")));
        return random.nextDouble() < success ? one : one.failedWith("timeout");
    }

    private void add(AnExecution one) {
        history.add(Entry.of(made, one.execution()));
    }

    /** Half of the work is hard. The strong model gets it more often than not, and works in .9 or .5; the weak one in .8 or .2. */
    private void addHalfHard(int size, boolean isDrawn) {
        for (int i = 0; i < size; i++) {
            boolean isHard = random.nextBoolean();
            double strong = isHard ? .8 : .2;
            boolean isStrong = random.nextDouble() < strong;
            double success = isStrong ? isHard ? .5 : .9 : isHard ? .2 : .8;
            AnExecution one = next(isStrong ? "strong" : "weak", isHard ? "hard" : "easy", success);
            add(isDrawn ? one.with("propensity.model", isStrong ? strong : 1 - strong) : one);
        }
    }

    private Hindsight hindsight(Profile work, String model) {
        return Logbook.of(history.build(), Dimension.MODEL, work)
                .hindsight(model)
                .orElseThrow();
    }

    @Test
    void findsFromPropensitiesWhatAnArmWouldHaveComeTo() {
        addHalfHard(4_000, true);
        Hindsight strong = hindsight(WORK, "strong");
        assertThat(strong.isDrawn()).isTrue();
        assertThat(strong.success().value()).isCloseTo(.7, within(.04));
        assertThat(Objects.requireNonNull(strong.dollars()).value()).isCloseTo(.5, within(.001));
        assertThat(strong.effective()).isBetween(800.0, 2_100.0);
        assertThat(hindsight(WORK, "weak").success().value()).isCloseTo(.5, within(.04));
        assertThat(strong.gain().interval().low()).isPositive();
        assertThat(strong.because()).contains("estimated from logged propensities");
    }

    @Test
    void allowsForCircumstancesAndWarnsWhereNothingWasDrawn() {
        addHalfHard(4_000, false);
        Hindsight strong = hindsight(WORK, "strong");
        assertThat(strong.isDrawn()).isFalse();
        assertThat(strong.success().value()).isCloseTo(.7, within(.05));
        assertThat(strong.because()).contains("choices were not random");
    }

    @Test
    void looksAtWorkLikeThisOnly() {
        addHalfHard(4_000, true);
        assertThat(hindsight(WORK.with("level", "hard"), "strong").success().value())
                .isCloseTo(.5, within(.05));
        assertThat(hindsight(WORK.with("level", "easy"), "weak").success().value())
                .isCloseTo(.8, within(.05));
    }

    @Test
    void itsIntervalHoldsTheTruthInNineteenOfTwenty() {
        int held = 0;
        int gains = 0;
        for (int world = 0; world < 100; world++) {
            history = new SegmentBuilder();
            addHalfHard(300, true);
            Hindsight strong = hindsight(WORK, "strong");
            held += strong.success().interval().contains(.7) ? 1 : 0;
            // what was done succeeds in (.8 * .5 + .2 * .2 + .2 * .9 + .8 * .8) / 2 = .63
            gains += strong.gain().interval().contains(.07) ? 1 : 0;
        }
        assertThat(held).isBetween(89, 100);
        assertThat(gains).isBetween(89, 100);
    }

    @Test
    void seesNoGainWhereModelsAreAlike() {
        int alarms = 0;
        for (int world = 0; world < 100; world++) {
            history = new SegmentBuilder();
            for (int i = 0; i < 200; i++) {
                add(next(random.nextBoolean() ? "strong" : "weak", "easy", .8));
            }
            alarms += hindsight(WORK, "strong").gain().interval().contains(0) ? 0 : 1;
        }
        assertThat(alarms).isLessThanOrEqualTo(11);
    }

    @Test
    void saysNothingOfWhatWasHardlyTaken() {
        for (int i = 0; i < 100; i++) {
            add(next(i < 8 ? "strong" : "weak", "easy", .8));
        }
        Logbook log = Logbook.of(history.build(), Dimension.MODEL, WORK);
        assertThat(log.hindsight("strong")).isEmpty();
        assertThat(log.hindsight("unheard of")).isEmpty();
    }

    @Test
    void neverSaysThatSuccessIsCertain() {
        for (int i = 0; i < 40; i++) {
            add(next(i % 2 == 0 ? "strong" : "weak", "easy", 1));
        }
        assertThat(hindsight(WORK, "strong").success().interval().low()).isBetween(.5, .95);
    }
}
