package dev.afterwise.cli.report;

import static dev.afterwise.cli.report.Story.at;
import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Evidence;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Measure;
import dev.afterwise.Outcomes;
import dev.afterwise.Recommendation;
import dev.afterwise.Tally;
import dev.afterwise.Workspace;
import dev.afterwise.learn.Realised;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    @Test
    void everyDayOfTheTimeIsASlotAlsoIfNothingRan() {
        Findings findings = Story.full().findings(10);
        assertThat(findings.course().slots())
                .hasSize(10)
                .extracting(Bucket::start)
                .isSorted()
                .first()
                .isEqualTo(Instant.parse("2026-03-11T00:00:00Z"));
        assertThat(findings.course().slots().get(1).summary().outcomes()).isEqualTo(Outcomes.NONE);
        assertThat(findings.course().slots())
                .allSatisfy(slot -> assertThat(slot.summary().took().count())
                        .isEqualTo(slot.summary().outcomes().total()));
    }

    @Test
    void aHistoryThatBeginsWithinTheTimeHasNoGapBefore() {
        Findings findings = Story.full().findings(100);
        assertThat(findings.course().slots().getFirst().start()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(findings.course().slots()).hasSize(20);
        assertThat(Sayings.lead(findings)).endsWith("There is nothing before to compare it with.");
    }

    @Test
    void twoDaysAreShownByHourAndManyByWeek() {
        Story story = Story.full();
        assertThat(story.findings(1).course().slots()).hasSize(24);
        assertThat(story.findings(2).course().slots()).hasSize(48);
        assertThat(story.findings(2).course().grain().word()).isEqualTo("hour");
        assertThat(story.findings(365).course().grain().word()).isEqualTo("week");
    }

    @Test
    void whatLiesWithinMinutesIsShownByPartsOfThem() {
        var story = new Story();
        for (int i = 0; i < 60; i++) {
            story.add(anExecution().startedAt(at(0).plusMillis(700L * i)));
        }
        Course course = story.findings(7).course();
        assertThat(course.grain().length()).isEqualTo(Duration.ofSeconds(5));
        assertThat(course.slots()).hasSize(9);
        assertThat(course.slots().stream()
                        .mapToLong(it -> it.summary().outcomes().total())
                        .sum())
                .isEqualTo(60);
        assertThat(course.total().outcomes().total()).isEqualTo(60);
    }

    @Test
    void failuresAreCountedByKindAndSlotAndNewOnesAreTold() {
        var story = new Story();
        for (int day = 0; day < 10; day++) {
            story.day(day, "email", 4, 1);
        }
        story.add(anExecution().startedAt(at(9)).failedWith("network", "no route to host-7"));
        Findings findings = story.findings(5);
        assertThat(findings.failures()).hasSize(2);
        Failing often = findings.failures().getFirst();
        assertThat(often.novelty()).isEqualTo(Failing.Novelty.KNOWN);
        assertThat(often.share()).isEqualTo(new Tally(21, 5));
        assertThat(often.perSlot()).containsExactly(1.0, 1.0, 1.0, 1.0, 1.0);
        Failing fresh = findings.failures().getLast();
        assertThat(fresh.novelty()).isEqualTo(Failing.Novelty.NEW);
        assertThat(fresh.perSlot()).containsExactly(0.0, 0.0, 0.0, 0.0, 1.0);
        assertThat(Sayings.all(findings)).anySatisfy(it -> {
            assertThat(it.sign()).isEqualTo(Sign.NEW);
            assertThat(it.sentence()).contains("network, once");
        });
        assertThat(story.findings(10).failures())
                .as("with nothing before, nobody can tell")
                .extracting(Failing::novelty)
                .containsOnly(Failing.Novelty.UNTOLD);
    }

    @Test
    void recoveriesAreScoredByTheAttemptAfterThem() {
        var story = new Story();
        story.run(at(0), "nightly", "fetch", 3)
                .run(at(1), "nightly", "fetch", 2)
                .run(at(2), "nightly", "fetch", 1, false);
        Healing healing = story.findings(7).healing();
        assertThat(healing.recoveries()).isEqualTo(new Tally(3, 2));
        assertThat(healing.classes()).singleElement().satisfies(it -> {
            assertThat(it.failureClass()).isEqualTo(FailureClass.TIMEOUT);
            assertThat(it.attempts()).isGreaterThanOrEqualTo(3);
            assertThat(it.strategies()).containsEntry("retry", new Tally(3, 2));
            assertThat(it.recoveries()).isEqualTo(new Tally(3, 2));
        });
    }

    @Test
    void anAdoptedChangeIsComparedWithTheTimeBefore() {
        Findings findings = Story.full().findings(30);
        assertThat(findings.course().marks()).singleElement().satisfies(mark -> {
            assertThat(mark.done()).isEqualTo("Adopted");
            assertThat(mark.change()).isEqualTo("nightly / fetch: try up to 3 times");
        });
        assertThat(findings.advice()).hasSize(2);
        Advice applied = findings.advice().stream()
                .filter(it -> !it.isOpen())
                .findFirst()
                .orElseThrow();
        assertThat(applied.realised()).hasValueSatisfying(realised -> {
            assertThat(realised).isInstanceOf(Realised.Measured.class);
            assertThat(realised.before()).isEqualTo(20);
            assertThat(realised.after()).isEqualTo(20);
            assertThat(((Realised.Measured) realised).gain()).isCloseTo(.5, within(1e-9));
        });
        assertThat(Sayings.all(findings)).extracting(Saying::word).containsSubsequence("Gain measured", "Advice");
    }

    @Test
    void whatWasMeasuredByChanceIsToldInsteadOfBeforeAndAfter() throws Exception {
        Story story = Story.full();
        var realised = new Evidence(400, Measure.SUCCESS_RATE, .12, .04, .2, Double.NaN, List.of());
        story.measure(story.advise("nightly", "render"), Recommendation.Status.KEPT, realised)
                .measure(story.advise("nightly", "save"), Recommendation.Status.MEASURING, null);

        Findings findings = story.findings(30);

        assertThat(Sayings.all(findings))
                .extracting(Saying::sentence)
                .anySatisfy(it -> assertThat(it)
                        .contains("render: try up to 3 times is kept.", "measured +12 points (4 to 20) in 400 runs"))
                .anySatisfy(it -> assertThat(it).contains("save: try up to 3 times is measuring. So it stands."));
        String page = Page.of(findings);
        assertThat(page).contains("400 runs", "too little yet", "tag kept");
    }

    @Test
    void withoutATrendTheTitleClaimsNone() {
        assertThat(Sayings.title(new Story().day(0, "email", 3, 1).findings(7)))
                .isEqualTo("Too little history to say whether anything changed");
        var steady = new Story();
        for (int day = 0; day < 20; day++) {
            steady.day(day, "email", 10, 1 + day % 2);
        }
        assertThat(Sayings.title(steady.findings(30))).isEqualTo("No change that 200 executions can show");
        var worse = new Story();
        for (int day = 0; day < 20; day++) {
            worse.day(day, "email", 40, 5 + day + day % 3);
        }
        assertThat(Sayings.title(worse.findings(30)))
                .as(Sayings.all(worse.findings(30)).toString())
                .isEqualTo("Failing more");
        assertThat(Sayings.all(worse.findings(30)).getFirst().sign()).isEqualTo(Sign.WORSE);
    }

    @Test
    void theTimeBeforeIsComparedWithItsInterval() {
        var story = new Story();
        for (int day = 0; day < 20; day++) {
            story.day(day, "email", 20, day < 10 ? 10 : 2);
        }
        assertThat(Sayings.lead(story.findings(10)))
                .contains("90 % (85 to 93) of 200 decided executions", "50 % (43 to 57) of 200", "+40.0 points (");
    }

    @Test
    void executionsThatSayNothingAboutSuccessAreNoSample() {
        var story = new Story().add(anExecution().running(), anExecution().cancelled("enough"));
        Findings findings = story.findings(7);
        assertThat(findings.decided()).isEqualTo(Tally.NONE);
        assertThat(Sayings.lead(findings)).contains("nothing is known about success");
    }

    @Test
    void theInsideOfTasksIsLookedAtOnlyIfAskedFor() {
        Story story = Story.full();
        assertThat(story.findings(30).tasks()).allMatch(task -> task.inside().isEmpty());
        TaskFigures.Inside nightly = story.findings(30, Detail.DETAILED).tasks().stream()
                .filter(task -> task.task().equals("nightly"))
                .findFirst()
                .flatMap(TaskFigures::inside)
                .orElseThrow();
        assertThat(nightly.looked()).isEqualTo(40);
        assertThat(nightly.steps()).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo("fetch");
            assertThat(step.outcomes().decided()).isEqualTo(new Tally(40, 30));
            assertThat(step.attempts()).isEqualTo(50);
        });
        TaskFigures.Inside email =
                story.findings(30, Detail.DETAILED).tasks().getFirst().inside().orElseThrow();
        assertThat(email.agents()).hasSize(2);
        assertThat(email.slowest()).hasSize(5).extracting(Headline::id).doesNotHaveDuplicates();
        assertThat(email.failed())
                .hasSize(5)
                .extracting(Headline::startedAt)
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void ofNothingThereIsNoScope() {
        var history = Store.inMemory().workspace(Workspace.DEFAULT).history();
        assertThat(Scope.last(7, history, Workspace.DEFAULT, Detail.BRIEF, Story.NOW))
                .isEmpty();
    }
}
