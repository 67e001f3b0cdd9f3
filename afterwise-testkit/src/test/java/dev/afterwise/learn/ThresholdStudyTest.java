package dev.afterwise.learn;

import static dev.afterwise.Transience.PERMANENT;
import static dev.afterwise.learn.PlanRuns.by;
import static dev.afterwise.learn.PlanRuns.failed;
import static dev.afterwise.learn.PlanRuns.flaky;
import static dev.afterwise.learn.PlanRuns.skewed;
import static dev.afterwise.learn.PlanRuns.succeeded;
import static dev.afterwise.learn.PlanRuns.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Attempt;
import dev.afterwise.Change;
import dev.afterwise.Execution;
import dev.afterwise.Measure;
import dev.afterwise.Outcome;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThresholdStudyTest {
    private static final Subject STEP = Subject.step("nightly", "step");

    /** The complexity of a run: 1 to 10, the same for the same run. */
    private static double complexity(int run) {
        return 1 + new SplittableRandom(31L * run).nextInt(10);
    }

    /** Quick work takes a fourth of the time, and hardly ever succeeds above 7. */
    private static Outcome quickOrThorough(RandomGenerator random, int run, @Nullable String agent) {
        boolean quick = "quick".equals(agent);
        return random.nextDouble() < (quick && complexity(run) > 7 ? .3 : .95)
                ? succeeded(skewed(random, quick ? 1 : 4, .4))
                : failed(PERMANENT);
    }

    /** Each succeeds where the other fails. */
    private static Outcome eitherOr(RandomGenerator random, int run, @Nullable String agent) {
        return flaky(random, complexity(run) > 5 == "large".equals(agent) ? .9 : .4, PERMANENT);
    }

    private static PlanRuns plan(PlanRuns.Play play) {
        return new PlanRuns("nightly")
                .told("complexity", ThresholdStudyTest::complexity)
                .with("step", play);
    }

    private static List<Recommendation> study(List<Execution> runs) {
        return new PlanStudy().recommend(runs);
    }

    private static final PlanRuns.Play QUICK_AND_THOROUGH =
            upTo(1, ThresholdStudyTest::quickOrThorough, "quick", "thorough");

    private static long found(PlanRuns plan, int runs, Predicate<Recommendation> what) {
        return IntStream.range(0, 100)
                .filter(seed -> study(plan.runs(new SplittableRandom(seed), 1_000 * seed, runs)).stream()
                        .anyMatch(what))
                .count();
    }

    private static Predicate<Recommendation> threshold(double from, double to, String agent, String otherwise) {
        return each -> each.change() instanceof Change.SetThreshold it
                && it.subject().equals(STEP)
                && it.attribute().equals("complexity")
                && it.above() >= from
                && it.above() <= to
                && it.agent().equals(agent)
                && it.otherwise().equals(otherwise);
    }

    /** A threshold at 5 that takes the thorough way above it, but for a share of trials. */
    private static PlanRuns.Play routed(double explore) {
        return by(
                (random, run) -> complexity(run) > 5 == random.nextDouble() >= explore ? "thorough" : "quick",
                ThresholdStudyTest::quickOrThorough);
    }

    @Test
    void findsWhereTheQuickAlternativeIsNoLongerGoodEnough() {
        assertThat(found(plan(QUICK_AND_THOROUGH), 160, threshold(5, 8, "thorough", "quick")))
                .isGreaterThanOrEqualTo(80);
        assertThat(found(plan(QUICK_AND_THOROUGH), 160, threshold(7, 7, "thorough", "quick")))
                .isGreaterThanOrEqualTo(55);
    }

    @Test
    void findsWhereEachOfTwoSucceedsMoreOften() {
        assertThat(found(
                        plan(upTo(1, ThresholdStudyTest::eitherOr, "small", "large")),
                        160,
                        threshold(4, 6, "large", "small")
                                .and(each -> each.evidence().measure() == Measure.SUCCESS_RATE)))
                .isGreaterThanOrEqualTo(80);
    }

    @Test
    void saysHowBothDoOnBothSidesAndWhatItBringsOverTheBetterOne() {
        Recommendation found = study(plan(QUICK_AND_THOROUGH).runs(new SplittableRandom(1), 300))
                .getFirst();
        assertThat(found.change()).isEqualTo(new Change.SetThreshold(STEP, "complexity", 7, "thorough", "quick"));
        assertThat(found.because())
                .matches(
                        "Up to complexity 7, 'quick' succeeds in \\d+ % of \\d+ first attempts \\(\\d+-\\d+ %\\), 'thorough' in .*"
                                + " \\(a success takes .* s and .* s\\); above it, 'thorough' succeeds in .*, 'quick' in .*"
                                + " Compared with always taking 'thorough', choosing by it saves some .* s a run \\(.* s to .* s\\)\\.");
        assertThat(found.evidence().measure()).isEqualTo(Measure.SECONDS_PER_RUN);
        assertThat(found.evidence().sample()).isEqualTo(300);
        assertThat(found.evidence().effect()).isBetween(1.5, 3.0);
        assertThat(found.evidence().low()).isBetween(1.0, found.evidence().effect());
        assertThat(found.evidence().pValue()).isLessThan(.001);
        assertThat(found.evidence().examples()).hasSize(5);
    }

    @Test
    void proposesEitherAThresholdOrOneAgentForAStep() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(study(plan(QUICK_AND_THOROUGH).runs(new SplittableRandom(seed), 300)))
                    .extracting(each -> each.change().kind())
                    .containsOnlyOnce("set_threshold")
                    .doesNotContain("prefer_agent");
        }
    }

    @Test
    void aThirdAgentThatDoesBestEverywhereLeavesNothingToChooseBy() {
        PlanRuns.Play three = upTo(
                1,
                (random, run, agent) -> "always".equals(agent) ? succeeded(1) : eitherOr(random, run, agent),
                "small",
                "large",
                "always");
        assertThat(study(plan(three).runs(new SplittableRandom(1), 600)))
                .extracting(Recommendation::change)
                .containsExactly(new Change.PreferAgent(STEP, "always"));
    }

    @Test
    void looksAtTheNumberThatMattersAmongOthers() {
        PlanRuns plan = plan(QUICK_AND_THOROUGH)
                .told("policy", run -> Math.floor(run / 10.0))
                .told("size", run -> new SplittableRandom(17L * run).nextDouble(100));
        assertThat(study(plan.runs(new SplittableRandom(2), 300)).getFirst().change())
                .isEqualTo(new Change.SetThreshold(STEP, "complexity", 7, "thorough", "quick"));
        PlanRuns byPolicy = new PlanRuns("nightly")
                .told("policy", ThresholdStudyTest::complexity)
                .with("step", QUICK_AND_THOROUGH);
        assertThat(study(byPolicy.runs(new SplittableRandom(2), 300)))
                .noneMatch(each -> each.change() instanceof Change.SetThreshold);
    }

    @Test
    void keepsToTheEvidenceFromBeforeAThresholdWasAdopted() {
        List<Execution> before = plan(QUICK_AND_THOROUGH).runs(new SplittableRandom(3), 0, 300);
        List<Execution> adopted =
                plan(routed(0)).routed("step", "complexity > 5").runs(new SplittableRandom(4), 300, 100);
        List<Execution> rolledBack = plan(QUICK_AND_THOROUGH).runs(new SplittableRandom(5), 400, 20);
        assertThat(study(all(before, adopted))).isEmpty();
        assertThat(study(all(all(before, adopted), rolledBack)).getFirst().change())
                .isEqualTo(study(before).getFirst().change());
    }

    @Test
    void movesAThresholdThatIsPassedOverNowAndThen() {
        PlanRuns plan = plan(routed(.3)).routed("step", "complexity > 5, explored 0.3");
        assertThat(found(plan, 400, threshold(6, 7, "thorough", "quick"))).isGreaterThanOrEqualTo(40);
        PlanRuns success = plan(by(
                        (random, run) -> complexity(run) > 8 == random.nextDouble() >= .3 ? "large" : "small",
                        ThresholdStudyTest::eitherOr))
                .routed("step", "complexity > 8, explored 0.3");
        assertThat(found(success, 300, threshold(4, 6, "large", "small"))).isGreaterThanOrEqualTo(80);
        Recommendation moved = study(success.runs(new SplittableRandom(1), 600)).getFirst();
        assertThat(moved.because())
                .matches(
                        "With complexity above 5 and up to 8, where the threshold takes 'small' but for trials,"
                                + " 'large' succeeds in .* 'small' in .* Moving it to 5 lets \\d+ points \\(.*\\) more runs succeed\\.");
        assertThat(moved.evidence().effect()).isBetween(.09, .21);
    }

    @Test
    void saysNothingWhereAThresholdAlwaysChooses() {
        PlanRuns plan = plan(routed(0)).routed("step", "complexity > 5");
        assertThat(study(plan.runs(new SplittableRandom(1), 600))).isEmpty();
        PlanRuns unread = plan(routed(.3)).routed("step", "as it pleases");
        assertThat(study(unread.runs(new SplittableRandom(1), 600))).isEmpty();
    }

    @Test
    void attemptsThatNobodyDrewAreNotCompared() {
        PlanRuns.Play fallback = upTo(
                1,
                (random, run, agent) -> "quick".equals(agent) ? failed(PERMANENT) : succeeded(1),
                "quick",
                "fallback");
        assertThat(study(plan(fallback).runs(new SplittableRandom(1), 200)))
                .noneMatch(each -> each.change() instanceof Change.PreferAgent);
        PlanRuns.Play afterFallBack = (random, run) -> QUICK_AND_THOROUGH.attempts(random, run).stream()
                .map(each -> new Attempt(
                        2, each.agent(), each.startedAt(), each.outcome(), each.usage(), each.result(), each.then()))
                .toList();
        assertThat(study(plan(afterFallBack).runs(new SplittableRandom(1), 300)))
                .noneMatch(each ->
                        each.change() instanceof Change.SetThreshold || each.change() instanceof Change.PreferAgent);
    }

    @Test
    void neitherOrderNorRepeatsMakeADifference() {
        List<Execution> runs = plan(QUICK_AND_THOROUGH).runs(new SplittableRandom(6), 200);
        assertThat(study(all(runs.reversed(), runs))).isEqualTo(study(runs)).isNotEmpty();
    }

    @Test
    void isSilentAboutLittle() {
        for (int few = 1; few < 40; few++) {
            assertThat(study(plan(QUICK_AND_THOROUGH).runs(new SplittableRandom(few), few)))
                    .noneMatch(each -> each.change() instanceof Change.SetThreshold);
        }
        PlanRuns same = new PlanRuns("nightly").told("complexity", run -> 7).with("step", QUICK_AND_THOROUGH);
        assertThat(study(same.runs(new SplittableRandom(1), 300)))
                .noneMatch(each -> each.change() instanceof Change.SetThreshold);
    }

    private static List<Execution> all(List<Execution> first, List<Execution> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }
}
