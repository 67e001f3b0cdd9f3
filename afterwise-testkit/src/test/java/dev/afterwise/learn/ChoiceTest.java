package dev.afterwise.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Dimension;
import dev.afterwise.Distribution;
import dev.afterwise.Measure;
import dev.afterwise.Money;
import dev.afterwise.Outcomes;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static Summary agent(String name, int succeeded, int failed, double seconds) {
        return agent(name, succeeded, failed, seconds, new SplittableRandom(name.hashCode()));
    }

    private static Summary agent(String name, int succeeded, int failed, double seconds, RandomGenerator random) {
        var took = Stream.generate(() -> Duration.ofMillis((long) (1_000 * PlanRuns.skewed(random, seconds, .3))))
                .limit(succeeded + failed)
                .toList();
        return new Summary(
                Subject.task("email").with(Dimension.AGENT, name),
                new Outcomes(succeeded, failed, 0, 0, 0, 0),
                Map.of(),
                new TreeMap<>(),
                Distribution.of(took),
                Usage.NONE.costing(new Money(1_000L * (succeeded + failed))));
    }

    private static Choice among(Summary... summaries) {
        return Choice.among(List.of(summaries), Dimension.AGENT);
    }

    @Test
    void prefersWhatSucceedsMoreOftenThanTheMostUsed() {
        Choice choice = among(agent("usual", 120, 80, 1), agent("better", 57, 3, 5), agent("third", 30, 20, 1));
        assertThat(choice.verdict()).isInstanceOfSatisfying(Verdict.Prefer.class, prefer -> {
            assertThat(prefer.candidate().name()).isEqualTo("better");
            assertThat(prefer.over().name()).isEqualTo("usual");
            assertThat(prefer.evidence().measure()).isEqualTo(Measure.SUCCESS_RATE);
            assertThat(prefer.evidence().low()).isPositive();
            assertThat(prefer.evidence().pValue()).isLessThan(.001);
            assertThat(prefer.because())
                    .isEqualTo("'better' succeeds in 95 % of 60 (86-98 %); 'usual' succeeds in 60 % of 200 (53-67 %)");
        });
        assertThat(choice.candidates()).extracting(Candidate::name).containsExactly("better", "usual", "third");
        assertThat(choice.candidates().getFirst().meanCost()).isEqualTo(new Money(1_000));
        assertThat(choice.candidates().getFirst().p50Span().high()).isNotNull();
    }

    @Test
    void prefersTheQuickerWhereSuccessDoesNotTellThemApart() {
        Choice choice = among(agent("slow", 90, 10, 4), agent("quick", 88, 12, 1));
        assertThat(choice.verdict()).isInstanceOfSatisfying(Verdict.Prefer.class, prefer -> {
            assertThat(prefer.candidate().name()).isEqualTo("quick");
            assertThat(prefer.evidence().measure()).isEqualTo(Measure.SECONDS_PER_RUN);
            assertThat(prefer.because()).startsWith("success does not tell them apart");
        });
    }

    @Test
    void doesNotPreferTheQuickerIfItIsSeenToFailMore() {
        assertThat(among(agent("slow", 28, 2, 4), agent("quick", 24, 6, 1)).verdict())
                .isInstanceOf(Verdict.NoDifference.class);
    }

    @Test
    void abstainsWhereNothingDiffers() {
        assertThat(among(agent("one", 45, 5, 1), agent("two", 44, 6, 1)).verdict())
                .isInstanceOf(Verdict.NoDifference.class);
    }

    @Test
    void saysHowMuchIsMissing() {
        assertThat(among(agent("one", 45, 5, 1), agent("two", 3, 1, 1), agent("three", 2, 0, 1))
                        .verdict())
                .isInstanceOfSatisfying(
                        Verdict.TooLittle.class,
                        little -> assertThat(little.missing()).isEqualTo(6));
        assertThat(among(agent("one", 45, 5, 1)).verdict()).isInstanceOfSatisfying(Verdict.TooLittle.class, little -> {
            assertThat(little.missing()).isEqualTo(10);
            assertThat(little.because()).endsWith("but only 'one' was seen");
        });
        assertThat(among().verdict())
                .isInstanceOfSatisfying(
                        Verdict.TooLittle.class,
                        little -> assertThat(little.missing()).isEqualTo(20));
    }

    @Test
    void leavesOutWhatNobodyNamedAndMergesWhatIsNamedAlike() {
        Choice choice = among(agent("", 50, 0, 1), agent("one", 4, 1, 1), agent("one", 5, 2, 1));
        assertThat(choice.candidates()).hasSize(1);
        assertThat(choice.candidates().getFirst().decided().tried()).isEqualTo(12);
        assertThat(Choice.among(List.of(Summary.empty(Subject.EVERYTHING)), Dimension.MODEL)
                        .candidates())
                .isEmpty();
    }

    @Test
    void theOrderOfTheSummariesMakesNoDifference() {
        Summary one = agent("one", 60, 40, 1);
        Summary two = agent("two", 90, 10, 2);
        Summary three = agent("three", 80, 20, 3);
        assertThat(among(one, two, three)).isEqualTo(among(three, one, two));
    }

    @Test
    void rarelyPrefersAnyOfFourThatAreAlike() {
        FalseAlarms.areRare("equal agents", random -> {
            List<Summary> summaries = IntStream.range(0, 4)
                    .mapToObj(i -> {
                        int runs = 15 + random.nextInt(60);
                        int worked = (int) IntStream.range(0, runs)
                                .filter(run -> random.nextDouble() < .8)
                                .count();
                        return agent("agent" + i, worked, runs - worked, 1, random);
                    })
                    .toList();
            return Choice.among(summaries, Dimension.AGENT).verdict() instanceof Verdict.Prefer;
        });
    }
}
