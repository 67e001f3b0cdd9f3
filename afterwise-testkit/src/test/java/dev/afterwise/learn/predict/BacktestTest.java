package dev.afterwise.learn.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Profile;
import dev.afterwise.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacktestTest {
    private static Scores scores(Backtest backtest, String model) {
        return backtest.models().stream()
                .filter(each -> each.name().equals(model))
                .findFirst()
                .orElseThrow();
    }

    /** Half of the pieces are a matter of course, half are hopeless; each model is a little better than the one before. */
    private static double chance(Profile profile) {
        String piece = Objects.requireNonNull(profile.attributes().get("piece")) instanceof Value.Text(String text)
                ? text
                : "piece-0";
        double logit =
                (Histories.number(piece) % 2 == 0 ? 3 : -3) + Histories.number(Objects.requireNonNull(profile.model()));
        return Logistic.of(logit - 1.5);
    }

    @Test
    void learnsWhichPiecesAreHardAndWhoIsGood() {
        Backtest backtest = Backtest.of(Histories.of(2_000, 150, new SplittableRandom(1), BacktestTest::chance));
        Scores said = scores(backtest, "afterwise");
        assertThat(said.auc()).isGreaterThan(.9);
        assertThat(said.brier()).isLessThan(scores(backtest, "arm_rate").brier() - .07);
        assertThat(said.calibrationError()).isLessThan(.04);
        assertThat(backtest.chosen()).isEqualTo("afterwise");
        assertThat(backtest.isBetter()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isNoWorseThanTheBaseRateWhereThereIsNothingToLearn(long seed) {
        List<Past> past = Histories.shuffled(
                Histories.of(2_500, 120, new SplittableRandom(seed), BacktestTest::chance), seed + 100);
        Backtest backtest = Backtest.of(past);
        assertThat(scores(backtest, "afterwise").brier())
                .isLessThan(scores(backtest, "base_rate").brier() + .002);
        assertThat(backtest.isBetter()).isFalse();
    }

    @Test
    void noOutcomeIsKnownToWhatBeganBeforeItsEnd() {
        long day = 86_400_000_000L;
        List<Past> past = IntStream.range(0, 200)
                .mapToObj(i -> new Past(Histories.profile(i % 4, i % 5), i, i + day, i % 4 == 0, Past.Amounts.UNKNOWN))
                .toList();
        Scores said = scores(Backtest.of(past), "afterwise");
        assertThat(said.brier()).isCloseTo(.25, within(1e-9));
        assertThat(said.auc()).isEqualTo(.5);
    }

    @Test
    void whatBeginsAtTheSameMomentKnowsNothingOfEachOther() {
        List<Past> past = IntStream.range(0, 100)
                .mapToObj(i -> Histories.past(7, Histories.profile(0, 0), true))
                .toList();
        assertThat(scores(Backtest.of(past), "afterwise").brier()).isCloseTo(.25, within(1e-9));
    }

    @Test
    void followsWhenThingsChange() {
        var random = new SplittableRandom(3);
        List<Past> past = new ArrayList<>(Histories.of(1_500, 10, random, profile -> .9));
        long end = past.getLast().startedUs();
        Histories.of(1_500, 10, random, profile -> .2)
                .forEach(each -> past.add(Histories.past(end + 1 + each.startedUs(), each.profile(), each.worked())));
        Backtest backtest = Backtest.of(past);
        assertThat(scores(backtest, "afterwise").brier())
                .isLessThan(scores(backtest, "base_rate").brier() - .05);
    }

    @Test
    void aFloodOfValuesOfOneAttributeDoesNoHarm() {
        var random = new SplittableRandom(4);
        List<Past> past = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            Profile profile = Profile.of("fix").withAgent("agent-" + i % 2).with("request", "request-" + i);
            past.add(Histories.past(i, profile, random.nextDouble() < (i % 2 == 0 ? .9 : .4)));
        }
        Backtest backtest = Backtest.of(past);
        assertThat(scores(backtest, "afterwise").brier())
                .isLessThan(scores(backtest, "arm_rate").brier() + .003);
    }
}
