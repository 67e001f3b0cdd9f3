package dev.afterwise.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BeliefTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static List<Belief> outcomes(RandomGenerator random, int size) {
        List<Belief> outcomes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Instant at = START.plusSeconds(random.nextInt(3_000_000));
            outcomes.add(Belief.of(random.nextBoolean(), Duration.ofMillis(random.nextInt(9_000)), at));
        }
        return outcomes;
    }

    private static Belief merged(List<Belief> beliefs) {
        return beliefs.stream().reduce(Belief.NONE, Belief::merge);
    }

    private static void same(Belief one, Belief other) {
        assertThat(one.tried()).isEqualTo(other.tried());
        assertThat(one.worked()).isEqualTo(other.worked());
        assertThat(one.at()).isEqualTo(other.at());
        for (int speed = 0; speed < Belief.SPEEDS; speed++) {
            assertThat(one.worked(speed)).isCloseTo(other.worked(speed), within(1e-9));
            assertThat(one.failed(speed)).isCloseTo(other.failed(speed), within(1e-9));
            assertThat(one.seconds(speed)).isCloseTo(other.seconds(speed), within(1e-6));
        }
    }

    @Test
    void mergingIsCommutativeAndAssociative() {
        Seeded.check(200, BeliefTest::outcomes, outcomes -> {
            var random = Seeded.random();
            Belief straight = merged(outcomes);
            same(merged(Seeded.shuffled(outcomes, random)), straight);
            int cut = random.nextInt(outcomes.size() + 1);
            same(merged(outcomes.subList(cut, outcomes.size())).merge(merged(outcomes.subList(0, cut))), straight);
        });
    }

    @Test
    void mergingNothingChangesNothing() {
        Belief one = Belief.of(true, Duration.ofSeconds(2), START);
        assertThat(one.merge(Belief.NONE)).isEqualTo(one);
        assertThat(Belief.NONE.merge(one)).isEqualTo(one);
        assertThat(Belief.NONE.merge(Belief.NONE).isNone()).isTrue();
    }

    @Test
    void isWorthHalfAfterEachHalfLife() {
        Belief one = Belief.of(true, Duration.ofSeconds(4), START);
        for (int speed = 0; speed < Belief.SPEEDS; speed++) {
            for (int times = 0; times < 5; times++) {
                Belief faded = one.at(START.plus(Belief.HALF_LIVES[speed].multipliedBy(times)));
                assertThat(faded.worked(speed)).isCloseTo(Math.pow(.5, times), Percentage.withPercentage(1e-6));
                assertThat(faded.seconds(speed)).isCloseTo(4 * Math.pow(.5, times), Percentage.withPercentage(1e-6));
                assertThat(faded.tried()).isOne();
            }
        }
    }

    @Test
    void fadesTheSameInOneGoAndInMany() {
        Belief one = Belief.of(false, Duration.ZERO, START);
        Belief slowly = one;
        for (int day = 1; day <= 40; day++) {
            slowly = slowly.at(START.plus(Duration.ofDays(day)));
        }
        same(slowly, one.at(START.plus(Duration.ofDays(40))));
    }

    @Test
    void whatWasMergedCanBeTakenOutAgain() {
        Seeded.check(200, BeliefTest::outcomes, outcomes -> {
            Belief rest = merged(outcomes);
            Belief part = merged(outcomes.subList(0, outcomes.size() / 2));
            Belief left = rest.without(part);
            Belief expected = merged(outcomes.subList(outcomes.size() / 2, outcomes.size()));
            assertThat(left.tried()).isEqualTo(expected.tried());
            assertThat(left.worked()).isEqualTo(expected.worked());
            for (int speed = 0; speed < Belief.SPEEDS; speed++) {
                assertThat(left.count(speed)).isCloseTo(expected.at(rest.at()).count(speed), within(1e-9));
            }
        });
    }

    @Test
    void aClockThatIsAheadDoesNotMakeAllElseForgotten() {
        Belief ahead = Belief.of(true, Duration.ZERO, START.plus(Duration.ofDays(3_650)));
        Belief here = Belief.of(false, Duration.ZERO, START);
        Belief both = here.merge(ahead.noLaterThan(START));
        assertThat(both.failed(0)).isEqualTo(1);
        assertThat(both.worked(0)).isEqualTo(1);
    }

    @Test
    void readsWhatItWrites() {
        Seeded.check(100, BeliefTest::outcomes, outcomes -> {
            Belief belief = merged(outcomes);
            Belief read = Belief.parse(belief.text());
            assertThat(read.tried()).isEqualTo(belief.tried());
            assertThat(read.at()).isEqualTo(belief.at());
            for (int speed = 0; speed < Belief.SPEEDS; speed++) {
                assertThat(read.count(speed)).isCloseTo(belief.count(speed), within(.002));
            }
        });
    }

    @Test
    void refusesWhatIsNoBelief() {
        String text = Belief.of(true, Duration.ZERO, START).text();
        for (String wrong : List.of("", "1 2", text + " 1", text.replace(" 1 1 ", " 1 2 "), text.replace("0", "NaN"))) {
            assertThatThrownBy(() -> Belief.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
