package dev.afterwise.learn;

import static dev.afterwise.Transience.PERMANENT;
import static dev.afterwise.Transience.TRANSIENT;
import static dev.afterwise.Transience.UNKNOWN;
import static dev.afterwise.learn.PlanRuns.failed;
import static dev.afterwise.learn.PlanRuns.flaky;
import static dev.afterwise.learn.PlanRuns.skewed;
import static dev.afterwise.learn.PlanRuns.succeeded;
import static dev.afterwise.learn.PlanRuns.timedOut;
import static dev.afterwise.learn.PlanRuns.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Change;
import dev.afterwise.Execution;
import dev.afterwise.Measure;
import dev.afterwise.Outcome;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanStudyTest {
    private static final Subject STEP = Subject.step("nightly", "step");

    private static List<Recommendation> study(List<Execution> runs) {
        return new PlanStudy().recommend(runs);
    }

    private static List<Execution> runs(int count, int seed, PlanRuns.Play play) {
        return new PlanRuns("nightly").with("step", play).runs(new SplittableRandom(seed), count);
    }

    /** How many of 100 histories make a recommendation of which this holds. */
    private static long found(int runs, PlanRuns.Play play, Predicate<Recommendation> what) {
        return IntStream.range(0, 100)
                .filter(seed -> study(runs(runs, seed, play)).stream().anyMatch(what))
                .count();
    }

    private static Outcome hanging(RandomGenerator random) {
        return random.nextDouble() < .15 ? timedOut(3.01) : succeeded(skewed(random, .1, .2));
    }

    private static final PlanRuns.Play QUICK_AND_THOROUGH = upTo(
            1,
            (random, run, agent) -> flaky(random, "quick".equals(agent) ? .95 : .45, PERMANENT),
            "quick",
            "thorough");

    private static final PlanRuns.Play FLAKY = upTo(1, (random, run, agent) -> flaky(random, .65, TRANSIENT));

    @Test
    void findsTheAgentThatSucceedsMoreOften() {
        assertThat(found(40, QUICK_AND_THOROUGH, each -> each.change().equals(new Change.PreferAgent(STEP, "quick"))))
                .isGreaterThanOrEqualTo(85);
    }

    @Test
    void saysHowOftenEachAgentSucceededAndWhatAPreferenceBrings() {
        Recommendation found = study(runs(200, 1, QUICK_AND_THOROUGH)).getFirst();
        assertThat(found.because())
                .matches(
                        "'quick' succeeds in \\d+ % of \\d+ first attempts \\(\\d+-\\d+ %\\), 'thorough' succeeds in .*"
                                + " Preferring 'quick' to an even draw lets \\d+ points \\(\\d+ to \\d+\\) more of its runs succeed.");
        assertThat(found.evidence().measure()).isEqualTo(Measure.SUCCESS_RATE);
        assertThat(found.evidence().sample()).isEqualTo(200);
        assertThat(found.evidence().effect()).isBetween(.2, .3);
        assertThat(found.evidence().low()).isBetween(.1, found.evidence().effect());
        assertThat(found.evidence().high()).isBetween(found.evidence().effect(), .4);
        assertThat(found.evidence().examples()).hasSize(5);
    }

    @Test
    void findsTheQuickerOfTwoAgentsThatBothSucceed() {
        PlanRuns.Play play =
                upTo(1, (random, run, agent) -> succeeded(skewed(random, "a".equals(agent) ? 1 : 2, .4)), "a", "b");
        assertThat(found(
                        60,
                        play,
                        each -> each.change().equals(new Change.PreferAgent(STEP, "a"))
                                && each.evidence().measure() == Measure.SECONDS_PER_RUN
                                && each.evidence().low() > 0))
                .isGreaterThanOrEqualTo(85);
    }

    @Test
    void keepsPreferringAnAgentOnTheEvidenceFromBeforeItWasPreferred() {
        var plan = new PlanRuns("nightly").with("step", QUICK_AND_THOROUGH);
        var preferred = new PlanRuns("nightly")
                .with("step", upTo(1, (random, run, agent) -> flaky(random, .5, PERMANENT), "quick"));
        var random = new SplittableRandom(3);
        List<Execution> before = plan.runs(random, 0, 80);
        var both = new ArrayList<>(before);
        both.addAll(preferred.runs(random, 80, 200));
        Recommendation then = study(before).getFirst();
        assertThat(study(both)).singleElement().satisfies(now -> {
            assertThat(now.id()).isEqualTo(then.id());
            assertThat(now.evidence().effect()).isCloseTo(then.evidence().effect(), within(.03));
        });
    }

    @Test
    void waitsUntilEveryAgentWasTriedOftenEnough() {
        PlanRuns.Play rare = upTo(1, (random, run, agent) -> failed(PERMANENT), "a", "b", "b", "b", "b", "b", "b");
        assertThat(study(runs(30, 5, rare))).isEmpty();
    }

    @Test
    void findsThatAFlakyStepNeedsRetries() {
        assertThat(found(
                        40,
                        FLAKY,
                        each -> each.change() instanceof Change.RetryUpTo(var ignored, int attempts)
                                && attempts >= 3
                                && attempts <= 5
                                && each.because().contains("No retry was seen yet")))
                .isGreaterThanOrEqualTo(85);
    }

    @Test
    void judgesMoreRetriesByThoseThatWereSeen() {
        PlanRuns.Play twice = upTo(2, (random, run, agent) -> flaky(random, .5, TRANSIENT));
        assertThat(found(
                        80,
                        twice,
                        each -> each.change() instanceof Change.RetryUpTo(var ignored, int attempts)
                                && attempts > 2
                                && each.because().contains("Of attempts number 2")))
                .isGreaterThanOrEqualTo(85);
    }

    @Test
    void isSilentAboutRetriesThatAreAllowedAlready() {
        PlanRuns.Play often = upTo(5, (random, run, agent) -> flaky(random, .3, TRANSIENT));
        assertThat(study(runs(200, 1, often))).isEmpty();
        var raised = new ArrayList<>(runs(40, 1, FLAKY));
        raised.addAll(new PlanRuns("nightly")
                .with("step", upTo(4, (random, run, agent) -> flaky(random, .65, TRANSIENT)))
                .runs(new SplittableRandom(2), 40, 40));
        assertThat(study(raised)).isEmpty();
    }

    @Test
    void retriesUnknownFailuresOnlyIfThatWasSeenToHelp() {
        PlanRuns.Play once = upTo(1, (random, run, agent) -> flaky(random, .65, UNKNOWN));
        PlanRuns.Play twice = upTo(2, (random, run, agent) -> flaky(random, .5, UNKNOWN));
        assertThat(found(60, once, each -> true)).isZero();
        assertThat(found(120, twice, each -> each.change() instanceof Change.RetryUpTo))
                .isGreaterThanOrEqualTo(80);
    }

    @Test
    void findsAShorterTimeOutForAStepThatHangs() {
        PlanRuns.Play play = upTo(1, (random, run, agent) -> hanging(random));
        assertThat(found(
                        40,
                        play,
                        each -> each.change() instanceof Change.TimeOutAfter(var step, Duration limit)
                                && step.equals(STEP)
                                && limit.compareTo(Duration.ofSeconds(1)) <= 0
                                && each.evidence().low() > 0))
                .isGreaterThanOrEqualTo(85);
    }

    @Test
    void saysWhatAShorterTimeOutSavesAndRisks() {
        PlanRuns.Play play = upTo(
                2,
                (random, run, agent) -> random.nextDouble() < .15 ? timedOut(600) : succeeded(skewed(random, 10, .2)));
        Recommendation found = study(runs(100, 1, play)).stream()
                .filter(each -> each.change() instanceof Change.TimeOutAfter)
                .findFirst()
                .orElseThrow();
        assertThat(found.because())
                .matches(
                        "\\d+ % of 1\\d\\d attempts \\(.*\\) were cut off after 10 min, while the slowest of \\d+ successes took"
                                + " \\d+ s\\. Cut off after \\d+ s, at most [01]\\.?\\d? % of good attempts are lost, .*"
                                + " What hangs is tried again that much sooner\\.");
        assertThat(found.evidence().effect()).isBetween(40.0, 160.0);
    }

    @Test
    void roundsTimeOutsUpwards() {
        assertThat(TimeoutStudy.roundedUp(.3)).isEqualTo(Duration.ofMillis(500));
        assertThat(TimeoutStudy.roundedUp(1.21)).isEqualTo(Duration.ofMillis(1_300));
        assertThat(TimeoutStudy.roundedUp(121)).isEqualTo(Duration.ofSeconds(130));
    }

    @Test
    void findsAllThreeInOnePlanWithSubjectsOfTheirOwn() {
        var plan = new PlanRuns("demo")
                .with("fetch", FLAKY)
                .with("judge", QUICK_AND_THOROUGH)
                .with("render", upTo(1, (random, run, agent) -> hanging(random)));
        assertThat(study(plan.runs(new SplittableRandom(4), 60)).stream().map(Recommendation::change))
                .extracting(Change::subject, Change::kind)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(Subject.step("demo", "fetch"), "retry_up_to"),
                        org.assertj.core.groups.Tuple.tuple(Subject.step("demo", "judge"), "prefer_agent"),
                        org.assertj.core.groups.Tuple.tuple(Subject.step("demo", "render"), "time_out_after"));
    }

    @Test
    void neitherOrderNorRepeatsMakeADifference() {
        List<Execution> runs = runs(60, 6, QUICK_AND_THOROUGH);
        var again = new ArrayList<>(runs.reversed());
        again.addAll(runs);
        assertThat(study(again)).isEqualTo(study(runs)).isNotEmpty();
    }

    @Test
    void unknownAndCancelledAreNoFailures() {
        PlanRuns.Play play = upTo(
                1,
                (random, run, agent) -> "a".equals(agent)
                        ? succeeded(1)
                        : random.nextDouble() < .5 ? new Outcome.Unknown(null) : new Outcome.Cancelled(null, "enough"),
                "a",
                "b");
        assertThat(study(runs(200, 1, play))).isEmpty();
    }

    @Test
    void isSilentAboutLittleOrNothing() {
        assertThat(study(List.of())).isEmpty();
        PlanRuns.Play nothing = (random, run) -> List.of();
        assertThat(study(runs(50, 1, nothing))).isEmpty();
        PlanRuns.Play untimed = upTo(1, (random, run, agent) -> new Outcome.Succeeded(null), "a", "b");
        assertThat(study(runs(50, 1, untimed))).isEmpty();
        for (int few = 1; few < 10; few++) {
            assertThat(study(runs(few, few, FLAKY))).isEmpty();
            assertThat(study(runs(few, few, QUICK_AND_THOROUGH))).isEmpty();
        }
    }
}
