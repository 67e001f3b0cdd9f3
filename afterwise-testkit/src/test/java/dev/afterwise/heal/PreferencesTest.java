package dev.afterwise.heal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Severity;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import dev.afterwise.time.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PreferencesTest {
    private static final Failure TIMEOUT = failure(FailureClass.TIMEOUT, "Read timed out");
    private static final List<Remedy> SUGGESTED = Remedy.against(FailureClass.TIMEOUT, Transience.TRANSIENT);
    private static final List<Remedy> OTHERS =
            List.of(new Remedy("clear_cache", OptionalDouble.empty()), new Remedy("simplify", OptionalDouble.empty()));

    private final ManualTime time = new ManualTime();
    private final Preferences preferences = new Preferences(time, Seeded.random());

    private static Failure failure(FailureClass of, String message) {
        return Failure.of(of, Severity.MEDIUM, Transience.TRANSIENT, "E", message);
    }

    /**
     * Heals calls in which only this strategy ever helps.
     *
     * @return how many of them recovered
     */
    private int calls(int n, Failure failure, String helps) {
        int recovered = 0;
        for (int i = 0; i < n; i++) {
            time.advance(Duration.ofMinutes(1));
            Course course = preferences.course("search");
            boolean isOver = false;
            for (int attempt = 0; attempt < 3 && !isOver; attempt++) {
                isOver = course.choose(failure, SUGGESTED, OTHERS)
                        .remedy()
                        .strategy()
                        .equals(helps);
                course.learned(isOver, Duration.ofSeconds(1));
            }
            recovered += isOver ? 1 : 0;
        }
        return recovered;
    }

    @Test
    void followsTheExpertsWithoutEvidence() {
        for (int call = 0; call < 30; call++) {
            Course course = preferences.course("part " + call);
            List<String> taken = new ArrayList<>();
            for (int attempt = 0; attempt < 5; attempt++) {
                taken.add(course.choose(TIMEOUT, SUGGESTED, OTHERS).remedy().strategy());
                course.learned(false, Duration.ZERO);
            }
            assertThat(taken).containsExactly("retry", "reduce_scope", "fallback", "retry", "reduce_scope");
        }
    }

    @Test
    void learnsWhatHelpsAlthoughNobodySuggestsIt() {
        calls(300, TIMEOUT, "clear_cache");
        Explanation explanation = preferences.explain("search", TIMEOUT, SUGGESTED, OTHERS);
        assertThat(explanation.weighed().getFirst().strategy()).isEqualTo("clear_cache");
        assertThat(explanation.weighed().getFirst().isSuggested()).isFalse();
        assertThat(explanation.because())
                .contains("it helped in 100 %", "retry, which the experts suggest, helped in 0 %");
        assertThat(calls(100, TIMEOUT, "clear_cache")).isGreaterThan(85);
    }

    @Test
    void keepsToTheExpertsWhereTheyAreRight() {
        calls(200, TIMEOUT, "retry");
        assertThat(calls(200, TIMEOUT, "retry")).isEqualTo(200);
        assertThat(preferences
                        .explain("search", TIMEOUT, SUGGESTED, OTHERS)
                        .weighed()
                        .getFirst()
                        .strategy())
                .isEqualTo("retry");
    }

    @Test
    void forgetsWhatHelpsNoMore() {
        calls(400, TIMEOUT, "retry");
        calls(100, TIMEOUT, "reduce_scope");
        assertThat(preferences
                        .explain("search", TIMEOUT, SUGGESTED, OTHERS)
                        .weighed()
                        .getFirst()
                        .strategy())
                .isEqualTo("reduce_scope");
    }

    @Test
    void tellsFailuresOfOneClassApart() {
        Failure other = failure(FailureClass.TIMEOUT, "Lock wait exceeded");
        for (int i = 0; i < 200; i++) {
            calls(1, TIMEOUT, "retry");
            calls(1, other, "simplify");
        }
        assertThat(preferences
                        .explain("search", TIMEOUT, SUGGESTED, OTHERS)
                        .weighed()
                        .getFirst()
                        .strategy())
                .isEqualTo("retry");
        assertThat(preferences
                        .explain("search", other, SUGGESTED, OTHERS)
                        .weighed()
                        .getFirst()
                        .strategy())
                .isEqualTo("simplify");
    }

    @Test
    void whatWasLearnedOfOneFailureIsAnOpinionOnThoseAlike() {
        calls(300, TIMEOUT, "reduce_scope");
        Failure unseen = failure(FailureClass.TIMEOUT, "Something else took too long");
        var weighed = preferences.explain("search", unseen, SUGGESTED, OTHERS).weighed();
        assertThat(weighed.getFirst().strategy()).isEqualTo("reduce_scope");
        assertThat(weighed.getFirst().measured()).isEqualTo(Tally.NONE);
    }

    @Test
    void holdsOutOneCallInTwenty() {
        int heldOut = 0;
        for (int i = 0; i < 4_000; i++) {
            heldOut += preferences
                            .course("search")
                            .choose(TIMEOUT, SUGGESTED, OTHERS)
                            .heldOut()
                    ? 1
                    : 0;
        }
        assertThat(heldOut / 4_000.0).isCloseTo(.05, within(.012));
    }

    @Test
    void whereWorkIsCriticalNothingIsLeftToChance() {
        calls(300, TIMEOUT, "clear_cache");
        for (int i = 0; i < 500; i++) {
            Course course = preferences.course("search", false, null);
            Choice first = course.choose(TIMEOUT, SUGGESTED, OTHERS);
            Choice second = course.choose(TIMEOUT, SUGGESTED, OTHERS);

            assertThat(first.remedy().strategy()).isEqualTo("clear_cache");
            assertThat(first.heldOut() || second.heldOut()).isFalse();
            assertThat(first.propensity()).isEqualTo(1);
            assertThat(second.propensity()).isEqualTo(1);
        }
    }

    @Test
    void aCallThatIsHeldOutFollowsTheExpertsWhateverWasLearned() {
        calls(300, TIMEOUT, "clear_cache");
        for (int i = 0; i < 200; i++) {
            Course course = preferences.course("search");
            Choice first = course.choose(TIMEOUT, SUGGESTED, OTHERS);
            assertThat(first.remedy().strategy()).isEqualTo(first.heldOut() ? "retry" : "clear_cache");
            assertThat(first.propensity()).isEqualTo(first.heldOut() ? .05 : .95);
            Choice second = course.choose(TIMEOUT, SUGGESTED, OTHERS);
            assertThat(second.heldOut()).isEqualTo(first.heldOut());
        }
    }

    @Test
    void measuresWhatLearningBrings() {
        assertThat(preferences.uplift().difference()).isNaN();
        assertThat(preferences.uplift().low()).isNegative();
        calls(1_000, TIMEOUT, "clear_cache");
        Uplift uplift = preferences.uplift();
        assertThat(uplift.learned().tried() + uplift.experts().tried()).isEqualTo(1_000);
        assertThat(uplift.experts().worked()).isZero();
        assertThat(uplift.low()).isGreaterThan(.5);
        assertThat(uplift.high()).isLessThanOrEqualTo(1);
    }

    @Test
    void claimsNoUpliftWhereThereIsNone() {
        int claimed = 0;
        for (int run = 0; run < 60; run++) {
            var random = new SplittableRandom(run);
            var fresh = new Preferences(time, random);
            for (int i = 0; i < 400; i++) {
                Course course = fresh.course("search");
                course.choose(TIMEOUT, SUGGESTED, List.of());
                course.learned(random.nextDouble() < .6, Duration.ZERO);
            }
            claimed += fresh.uplift().low() > 0 || fresh.uplift().high() < 0 ? 1 : 0;
        }
        assertThat(claimed).isLessThanOrEqualTo(6);
    }

    @Test
    void listsWhatWasMeasuredAndNoOpinion() {
        assertThat(preferences.all()).isEmpty();
        calls(50, TIMEOUT, "retry");
        assertThat(preferences.all()).singleElement().satisfies(only -> {
            assertThat(only.component()).isEqualTo("search");
            assertThat(only.failureClass()).isEqualTo(FailureClass.TIMEOUT);
            assertThat(only.strategy()).isEqualTo("retry");
            assertThat(only.measured()).isEqualTo(new Tally(50, 50));
            assertThat(only.chance()).isEqualTo(1);
        });
    }

    @Test
    void anOutcomeCountsOnce() {
        Course course = preferences.course("search");
        course.learned(true, Duration.ZERO);
        course.choose(TIMEOUT, SUGGESTED, OTHERS);
        course.learned(true, Duration.ZERO);
        course.learned(true, Duration.ZERO);
        assertThat(preferences.all())
                .singleElement()
                .satisfies(it -> assertThat(it.measured()).isEqualTo(new Tally(1, 1)));
    }

    @Test
    void needsSomethingToChooseFrom() {
        assertThatThrownBy(() -> preferences.course("search").choose(TIMEOUT, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There must be a remedy to choose, but there is none.");
        assertThat(preferences
                        .course("search")
                        .choose(TIMEOUT, List.of(), OTHERS)
                        .remedy())
                .isEqualTo(OTHERS.getFirst());
    }

    @Test
    void namesOfComponentsMayBeAnything() {
        for (String name : List.of("", "\t\n\\", "x".repeat(5_000), "東京 \ud83d")) {
            Course course = preferences.course(name);
            course.choose(TIMEOUT, SUGGESTED, OTHERS);
            course.learned(true, Duration.ZERO);
        }
        assertThat(preferences.all())
                .hasSize(4)
                .allSatisfy(it -> assertThat(it.component()).hasSizeLessThan(201));
        assertThat(preferences.parse(preferences.takeNew().text()).keys()).isNotEmpty();
    }

    @Test
    void staysSmallWhereEveryFailureIsAnother() {
        for (int i = 0; i < 5_000; i++) {
            Course course = preferences.course("part " + i);
            course.choose(failure(FailureClass.UNKNOWN, "odd " + Integer.toString(i, 26)), SUGGESTED, OTHERS);
            course.learned(true, Duration.ZERO);
        }
        assertThat(preferences.takeNew().keys()).hasSizeLessThanOrEqualTo(1_024);
    }

    @Test
    void manyThreadsLoseNoOutcome() throws InterruptedException {
        var together = new Preferences(time, Randomness.system());
        var made = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                for (int j = 0; j < 200; j++) {
                    Course course = together.course("search");
                    course.choose(TIMEOUT, SUGGESTED, OTHERS);
                    course.learned(j % 3 == 0, Duration.ZERO);
                    made.incrementAndGet();
                }
            }));
        }
        for (Thread each : threads) {
            each.join();
        }
        assertThat(made).hasValue(1_600);
        assertThat(together.all().stream()
                        .mapToLong(it -> it.measured().tried())
                        .sum())
                .isEqualTo(1_600);
    }
}
