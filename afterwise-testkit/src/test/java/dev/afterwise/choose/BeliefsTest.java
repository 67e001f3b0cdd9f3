package dev.afterwise.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BeliefsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private record Outcome(String key, String arm, Belief belief) {}

    private static List<Outcome> outcomes(RandomGenerator random, int size) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            outcomes.add(new Outcome(
                    "key " + random.nextInt(4),
                    "arm " + random.nextInt(3),
                    one(random.nextBoolean(), START.plusSeconds(random.nextInt(500_000)))));
        }
        return outcomes;
    }

    private static Belief one(boolean worked, Instant at) {
        return Belief.of(worked, Duration.ofSeconds(1), at);
    }

    private static Beliefs of(List<Outcome> outcomes) {
        var beliefs = new Beliefs(100);
        outcomes.forEach(each -> beliefs.add(each.key(), each.arm(), each.belief()));
        return beliefs;
    }

    private static Beliefs many(String key, String arm, int worked, int failed, Instant at) {
        var beliefs = new Beliefs(100);
        for (int i = 0; i < worked + failed; i++) {
            beliefs.add(key, arm, one(i < worked, at));
        }
        return beliefs;
    }

    private static Estimate estimate(Beliefs beliefs, List<String> ladder, Instant now) {
        Map<String, Estimate> priors = Map.of("arm", Estimate.prior(.5, 5, 0));
        return Objects.requireNonNull(beliefs.estimates(ladder, priors, 0, now).get("arm"));
    }

    @Test
    void manyNodesAddUpToOne() {
        Seeded.check(100, BeliefsTest::outcomes, outcomes -> {
            var random = Seeded.random();
            List<Beliefs> nodes = new ArrayList<>(List.of(new Beliefs(100), new Beliefs(100), new Beliefs(100)));
            outcomes.forEach(each -> nodes.get(random.nextInt(3)).add(each.key(), each.arm(), each.belief()));
            var sum = new Beliefs(100);
            Seeded.shuffled(nodes, random).forEach(sum::add);
            Beliefs straight = of(outcomes);
            assertThat(sum.keys()).isEqualTo(straight.keys());
            for (String key : sum.keys()) {
                sum.of(key).forEach((arm, belief) -> {
                    Belief same = Objects.requireNonNull(straight.of(key).get(arm));
                    assertThat(belief.tried()).isEqualTo(same.tried());
                    for (int speed = 0; speed < Belief.SPEEDS; speed++) {
                        assertThat(belief.worked(speed)).isCloseTo(same.worked(speed), within(1e-9));
                    }
                });
            }
        });
    }

    @Test
    void readsWhatItWrites() {
        var beliefs = new Beliefs(100);
        beliefs.add("a\tb\\t\n\r %", "it's \"an\" arm 東京", one(true, START));
        beliefs.add("", "", one(false, START));
        String text = beliefs.text();
        Beliefs read = Beliefs.parse(text, 100, START);
        assertThat(read.keys()).isEqualTo(beliefs.keys());
        assertThat(read.of("a\tb\\t\n\r %")).isEqualTo(beliefs.of("a\tb\\t\n\r %"));
        assertThat(read.text()).isEqualTo(text);
    }

    @Test
    void refusesATextOfAnotherVersion() {
        assertThatThrownBy(() -> Beliefs.parse("beliefs 2\n", 100, START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("newer Afterwise");
        for (String damaged : List.of("", "beliefs 1\nnonsense", "beliefs 1\na\tb\t1 2 3", "beliefs 1\na\tb")) {
            assertThatThrownBy(() -> Beliefs.parse(damaged, 100, START)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theWeakestKeysMakeRoom() {
        var beliefs = new Beliefs(10);
        for (int key = 0; key < 10; key++) {
            for (int i = 0; i <= key; i++) {
                beliefs.add("key " + key, "arm", one(true, START));
            }
        }
        beliefs.add("another", "arm", one(true, START));
        beliefs.add("another", "arm", one(true, START));
        assertThat(beliefs.keys())
                .hasSizeLessThanOrEqualTo(10)
                .contains("another", "key 9")
                .doesNotContain("key 0");
    }

    @Test
    void withoutEvidenceTheOpinionHolds() {
        Estimate estimate = estimate(new Beliefs(9), List.of("all", "one"), START);
        assertThat(estimate.chance()).isEqualTo(.5);
        assertThat(estimate.measured().sample()).isZero();
    }

    @Test
    void ownOutcomesOutweighTheOpinion() {
        Estimate estimate = estimate(many("one", "arm", 45, 5, START), List.of("one"), START);
        assertThat(estimate.chance()).isCloseTo(47.5 / 55, within(.001));
        assertThat(estimate.measured().sample()).isCloseTo(50, within(.001));
        assertThat(estimate.low()).isLessThan(estimate.chance()).isGreaterThan(.7);
        assertThat(estimate.high()).isGreaterThan(estimate.chance()).isLessThan(.95);
    }

    @Test
    void thoseAlikeAreAnOpinionAndCountOnce() {
        var beliefs = many("all", "arm", 60, 0, START);
        beliefs.add(many("all", "arm", 0, 4, START));
        beliefs.add(many("one", "arm", 0, 4, START));
        Estimate estimate = estimate(beliefs, List.of("all", "one"), START);
        assertThat(estimate.alpha() + estimate.beta()).isCloseTo(9, within(.01));
        assertThat(estimate.chance()).isCloseTo(5 * (62.5 / 65) / 9, within(.01));
    }

    @Test
    void noMoreThanTwoHundredOutcomesCount() {
        var beliefs = new Beliefs(9);
        for (int i = 0; i < 5_000; i++) {
            beliefs.add("one", "arm", one(i % 2 == 0, START.plusSeconds(60L * i)));
        }
        Estimate estimate = estimate(beliefs, List.of("one"), START.plusSeconds(300_000));
        assertThat(estimate.measured().sample()).isCloseTo(200, within(1.0));
        assertThat(estimate.chance()).isCloseTo(.5, within(.03));
    }

    @Test
    void whatThePresentContradictsIsForgotten() {
        for (long gap : List.of(1L, 60L, 3_600L)) {
            var beliefs = new Beliefs(9);
            Instant now = START;
            for (int i = 0; i < 400; i++) {
                now = now.plusSeconds(gap);
                beliefs.add("one", "arm", one(i % 10 != 0, now));
            }
            for (int i = 0; i < 60; i++) {
                now = now.plusSeconds(gap);
                beliefs.add("one", "arm", one(i % 10 == 0, now));
            }
            assertThat(estimate(beliefs, List.of("one"), now).chance())
                    .as("an outcome each %d s", gap)
                    .isLessThan(.4);
        }
    }

    @Test
    void whatHasChangedForOneArmIsTriedAgainForAll() {
        var beliefs = new Beliefs(9);
        Instant now = START;
        for (int i = 0; i < 300; i++) {
            now = now.plusSeconds(60);
            beliefs.add("one", "arm", one(true, now));
            beliefs.add("one", "other", one(false, now));
        }
        Map<String, Estimate> priors = Map.of("arm", Estimate.prior(.5, 5, 0), "other", Estimate.prior(.5, 5, 0));
        Estimate before = Objects.requireNonNull(
                beliefs.estimates(List.of("one"), priors, 0, now).get("other"));
        for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(60);
            beliefs.add("one", "arm", one(false, now));
        }
        Estimate after = Objects.requireNonNull(
                beliefs.estimates(List.of("one"), priors, 0, now).get("other"));
        assertThat(before.chance()).isLessThan(.05);
        assertThat(after.chance()).isGreaterThan(.1);
        assertThat(after.high()).isGreaterThan(before.high());
    }

    @Test
    void aSteadyArmIsSeldomTakenForAChangedOne() {
        RandomGenerator random = Seeded.random();
        int forgotten = 0;
        int looks = 0;
        for (int run = 0; run < 40; run++) {
            var beliefs = new Beliefs(9);
            Instant now = START;
            for (int i = 0; i < 300; i++) {
                now = now.plusSeconds(60);
                beliefs.add("one", "arm", one(random.nextDouble() < .7, now));
                if (i >= 100) {
                    looks++;
                    forgotten +=
                            estimate(beliefs, List.of("one"), now).measured().sample() < 50 ? 1 : 0;
                }
            }
        }
        assertThat((double) forgotten / looks).isLessThan(.15);
    }

    @Test
    void timeHasAPrice() {
        var beliefs = new Beliefs(9);
        for (int i = 0; i < 100; i++) {
            beliefs.add("one", "arm", Belief.of(true, Duration.ofSeconds(60), START));
        }
        Map<String, Estimate> priors = Map.of("arm", Estimate.prior(.5, 5, 0));
        Estimate estimate = Objects.requireNonNull(
                beliefs.estimates(List.of("one"), priors, .001, START).get("arm"));
        assertThat(estimate.chance() - estimate.utility()).isCloseTo(.06, within(.002));
    }
}
