package dev.afterwise.learn.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.testkit.Seeded;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContestTest {
    private static Standing arm(String name, double mean, double unsure) {
        return new Standing(name, mean, unsure, .5);
    }

    private static List<Standing> any(RandomGenerator random, int size) {
        return IntStream.range(0, 1 + random.nextInt(12))
                .mapToObj(i -> arm("arm " + i, 3 * random.nextGaussian(), random.nextDouble(4)))
                .toList();
    }

    @Test
    void propensitiesAddUpToOne() {
        Seeded.check(200, ContestTest::any, arms -> {
            Contest contest = Contest.of(arms);
            double sum = IntStream.range(0, arms.size())
                    .mapToDouble(contest::propensity)
                    .peek(each -> assertThat(each).isBetween(0.0, 1.0))
                    .sum();
            assertThat(sum).isCloseTo(1, within(1e-9));
        });
    }

    @Test
    void drawsEachArmAsOftenAsItsPropensity() {
        RandomGenerator random = Seeded.random();
        Contest contest = Contest.of(List.of(arm("a", .5, 1), arm("b", .3, 1), arm("c", 0, 2)));
        int[] drawn = new int[3];
        for (int i = 0; i < 20_000; i++) {
            drawn[contest.draw(random)]++;
        }
        for (int i = 0; i < 3; i++) {
            assertThat(drawn[i] / 20_000.0).isCloseTo(contest.propensity(i), within(.01));
        }
    }

    @Test
    void takesTheOneThatIsSurelyBest() {
        Contest contest = Contest.of(List.of(arm("bad", -1, .01), arm("good", 1, .01)));
        assertThat(contest.favourite()).isEqualTo(1);
        assertThat(contest.propensity(1)).isGreaterThan(.99);
    }

    @Test
    void triesWhatMayBeBetter() {
        Contest contest = Contest.of(List.of(arm("known", .5, .01), arm("new", 0, 4)));
        assertThat(contest.favourite()).isZero();
        assertThat(contest.propensity(1)).isGreaterThan(.1);
    }

    @Test
    void takesTheCheaperOneOfTwoThatAreEquallyGood() {
        Contest contest =
                Contest.of(List.of(arm("dear", 1, .01), arm("cheap", 1, .01)), name -> name.equals("dear") ? .3 : .1);
        assertThat(contest.favourite()).isEqualTo(1);
        assertThat(contest.utility(1) - contest.utility(0)).isCloseTo(.2, within(1e-9));
        assertThat(contest.propensity(1)).isGreaterThan(.99);
    }

    @Test
    void theOnlyArmIsTaken() {
        assertThat(Contest.of(List.of(arm("only", 0, 1))).propensity(0)).isEqualTo(1);
    }
}
