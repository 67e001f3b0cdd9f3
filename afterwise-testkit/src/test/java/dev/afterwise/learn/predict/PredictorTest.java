package dev.afterwise.learn.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PredictorTest {
    /** Alpha takes 10 s in the middle and costs 1 cent, beta takes 40 s and costs 3; risky work fails more often. */
    private static List<Past> history(int count, RandomGenerator random) {
        List<Past> past = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean isAlpha = random.nextBoolean();
            boolean isRisky = random.nextInt(4) == 0;
            Profile profile =
                    Profile.of("send").withAgent(isAlpha ? "alpha" : "beta").with("kind", isRisky ? "risky" : "plain");
            double seconds = (isAlpha ? 10 : 40) * Math.exp(.5 * random.nextGaussian());
            boolean worked = random.nextDouble() < (isAlpha ? .9 : .6) - (isRisky ? .4 : 0);
            long at = i * 60_000_000L;
            past.add(new Past(
                    profile,
                    at,
                    at + (long) (seconds * 1e6),
                    worked,
                    new Past.Amounts(seconds, isAlpha ? .01 : .03, 0)));
        }
        return past;
    }

    private static Profile work(String agent, String kind) {
        return Profile.of("send").withAgent(agent).with("kind", kind);
    }

    @Test
    void theIntervalOfTheChanceHoldsTheTruth() {
        Predictor predictor = Predictor.of(history(3_000, new SplittableRandom(1)));
        Chance good = predictor.predict(work("alpha", "plain")).chance();
        assertThat(good.success()).isEqualTo(.9, within(.05));
        assertThat(good.interval().contains(good.success())).isTrue();
        assertThat(good.skill().isBetter()).isTrue();
        assertThat(predictor.predict(work("beta", "risky")).chance().success()).isEqualTo(.2, within(.08));
    }

    @Test
    void saysWhatSpeaksForAndAgainst() {
        Predictor predictor = Predictor.of(history(3_000, new SplittableRandom(2)));
        Prediction prediction = predictor.predict(work("alpha", "risky"));
        assertThat(prediction.risks())
                .extracting(each -> each.factor().toString())
                .contains("attributes.kind=risky");
        assertThat(prediction.contributions())
                .filteredOn(each -> each.factor().toString().equals("agent=alpha"))
                .allSatisfy(each -> assertThat(each.points()).isPositive());
    }

    @Test
    void quantilesOfDurationsHoldAsManyAsTheySay() {
        Predictor predictor = Predictor.of(history(2_000, new SplittableRandom(3)));
        Expected alpha =
                Objects.requireNonNull(predictor.predict(work("alpha", "plain")).took());
        Expected beta =
                Objects.requireNonNull(predictor.predict(work("beta", "plain")).took());
        assertThat(alpha.p50()).isEqualTo(10, within(1.0));
        assertThat(beta.p50()).isEqualTo(40, within(4.0));
        List<Past> fresh = history(2_000, new SplittableRandom(4));
        long below = fresh.stream()
                .filter(each -> each.amounts().seconds()
                        <= Objects.requireNonNull(
                                        predictor.predict(each.profile()).took())
                                .p90())
                .count();
        assertThat(below / 2_000.0).isEqualTo(.9, within(.03));
        Expected cost =
                Objects.requireNonNull(predictor.predict(work("beta", "plain")).cost());
        assertThat(cost.mean()).isEqualTo(.03, within(.002));
    }

    @Test
    void aNewTaskIsJudgedByItsAgentAndSaysHowUnsureThatIs() {
        Predictor predictor = Predictor.of(history(2_000, new SplittableRandom(5)));
        Chance known = predictor.predict(work("alpha", "plain")).chance();
        Chance other = predictor.predict(Profile.of("read").withAgent("alpha")).chance();
        assertThat(other.success())
                .isGreaterThan(predictor
                        .predict(Profile.of("read").withAgent("beta"))
                        .chance()
                        .success());
        assertThat(other.interval().high() - other.interval().low())
                .isGreaterThan(known.interval().high() - known.interval().low());
    }

    /** Nine tenths of the work is plain and succeeds in 95 %; of the rest, each of many kinds, hardly any does. */
    private static List<Past> skewed(int count, RandomGenerator random) {
        List<Past> past = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean isPlain = random.nextInt(10) > 0;
            boolean isAlpha = i % 2 == 0;
            Profile profile = work(isAlpha ? "alpha" : "beta", isPlain ? "plain" : "odd-" + random.nextInt(40));
            boolean worked = random.nextDouble() < (isPlain ? .95 : .05) - (isAlpha ? 0 : .04);
            past.add(Histories.past(i * 60_000_000L, profile, worked));
        }
        return past;
    }

    @Test
    void whatIsNotNamedIsAveragedOverWorkLikeIt() {
        List<Past> past = skewed(4_000, new SplittableRandom(8));
        Predictor predictor = Predictor.of(past);
        Prediction some = predictor.predict(Profile.of("send").withAgent("alpha"));
        assertThat(some.chance().success()).isEqualTo(.86, within(.05));
        assertThat(some.chance().interval().contains(.86)).isTrue();
        assertThat(some.chance().interval().high() - some.chance().interval().low())
                .isLessThan(.15);
        assertThat(some.averaged()).isEqualTo(new Averaged(List.of("attributes.kind"), 200, List.of("task", "agent")));
        Prediction any = predictor.predict(Profile.of("send"));
        assertThat(any.chance().success()).isEqualTo(.84, within(.05));
        assertThat(Objects.requireNonNull(any.averaged()).parts()).containsExactly("agent", "attributes.kind");
        assertThat(predictor.predict(work("alpha", "plain")).averaged()).isNull();
    }

    @Test
    void whereFewAreLikeItInAllThatIsNamedTheyNeedBeSoInLess() {
        Predictor predictor = Predictor.of(skewed(2_000, new SplittableRandom(9)));
        Averaged averaged = Objects.requireNonNull(
                predictor.predict(Profile.of("send").with("kind", "odd-1")).averaged());
        assertThat(averaged.parts()).containsExactly("agent");
        assertThat(averaged.alike()).containsExactly("task");
        assertThat(averaged.executions()).isEqualTo(200);
    }

    @Test
    void withoutHistoryEveryChanceIsEven() {
        Prediction prediction = Predictor.of(List.of()).predict(Profile.of("send"));
        assertThat(prediction.chance().success()).isEqualTo(.5);
        assertThat(prediction.chance().skill().isBetter()).isFalse();
        assertThat(prediction.took()).isNull();
        assertThat(prediction.cost()).isNull();
        assertThat(prediction.contributions()).isEmpty();
    }

    @Test
    void nothingIsSaidToBeBetterThanTheBaseRateWhereItIsNot() {
        Predictor predictor = Predictor.of(Histories.shuffled(history(1_500, new SplittableRandom(6)), 7));
        assertThat(predictor.skill().isBetter()).isFalse();
    }
}
