package dev.afterwise.learn.errors;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.ErrorMark;
import dev.afterwise.Execution;
import dev.afterwise.Failure;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Subject;
import dev.afterwise.Usage;
import dev.afterwise.learn.errors.Life.State;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Window;
import dev.afterwise.testkit.AnExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ErrorStudyTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int DAYS = 40;

    private final List<Execution> executions = new ArrayList<>();

    private static Instant day(double day) {
        return START.plus(Duration.ofSeconds((long) (day * 86_400)));
    }

    private void add(AnExecution told) {
        executions.add(told.execution());
    }

    /** For each of forty days ten executions that succeed. */
    private void work() {
        for (int i = 0; i < DAYS * 10; i++) {
            add(anExecution().of("mail").by("ann").startedAt(day(i / 10.0)));
        }
    }

    private void fails(double from, double until, double every, String type, String message) {
        for (double at = from; at < until; at += every) {
            add(anExecution().of("mail").by("bob").startedAt(day(at)).failedWith(type, message.formatted((int)
                    (at * 1_000))));
        }
    }

    private ErrorReport report(ErrorMark... marks) {
        return report(ErrorScope.EVERYTHING, marks);
    }

    private ErrorReport report(ErrorScope scope, ErrorMark... marks) {
        var columns = new SegmentBuilder();
        executions.forEach(each -> columns.add(Entry.of(columns.size() + 1L, each)));
        return ErrorStudy.of(columns.build(), kinds(executions), List.of(marks), scope);
    }

    private static List<FailureGroup> kinds(List<Execution> executions) {
        var kinds = new ArrayList<FailureGroup>();
        for (Execution each : executions) {
            if (each.outcome() instanceof Outcome.Failed(var ignored, Failure failure)) {
                kinds.add(new FailureGroup(failure, 1, each.startedAt(), each.startedAt(), new TreeSet<>(), each.id()));
            }
        }
        return kinds;
    }

    private static KnownError only(ErrorReport report) {
        assertThat(report.errors()).hasSize(1);
        return report.errors().getFirst();
    }

    @Test
    void failuresThatDifferInNumbersAreOneError() {
        work();
        fails(0, DAYS, 1, "Timeout", "no answer from host-%d");

        KnownError error = only(report());
        assertThat(error.key().type()).isEqualTo("Timeout");
        assertThat(error.key().template()).isEqualTo("no answer from *");
        assertThat(error.waste().failures()).isEqualTo(DAYS);
        assertThat(error.seen().agents()).containsExactly("bob");
        assertThat(error.seen().first()).isEqualTo(START);
        assertThat(error.seen().examples()).hasSize(3).first().isEqualTo((long) executions.size());
        assertThat(error.life().state()).isEqualTo(State.ONGOING);
        assertThat(error.course().counts()).hasSize(DAYS).containsOnly(1L);
    }

    @Test
    void theTypeTellsErrorsApart() {
        work();
        fails(0, DAYS, 1, "Timeout", "no answer from host-%d");
        fails(0, DAYS, 2, "Refused", "no answer from host-%d");

        assertThat(report().errors()).extracting(each -> each.key().type()).containsExactly("Timeout", "Refused");
    }

    @Test
    void wastedTimeAndCostRankErrorsNotTheirCount() {
        for (int i = 0; i < 30; i++) {
            add(anExecution().startedAt(day(i)).took(Duration.ofMillis(10)).failedWith("Quick", "quick"));
        }
        Usage dear = new Usage(0, 0, 0, new Money(1_000_000), 0);
        add(anExecution()
                .startedAt(day(1))
                .took(Duration.ofMinutes(5))
                .spending(dear)
                .failedWith("Slow", "slow"));

        ErrorReport report = report();
        assertThat(report.errors()).extracting(each -> each.key().type()).containsExactly("Slow", "Quick");
        assertThat(report.waste().cost()).isEqualTo(new Money(1_000_000));
        assertThat(report.errors().getFirst().waste().share()).isGreaterThan(.99);
    }

    @Test
    void anErrorFirstSeenOfLateIsNew() {
        work();
        fails(36, DAYS, 1, "Timeout", "no answer from host-%d");

        Life life = only(report()).life();
        assertThat(life.state()).isEqualTo(State.NEW);
        assertThat(life.because()).isEqualTo("first seen on 2026-02-10, after 330 executions without it");
    }

    @Test
    void anErrorThatWasCountedLongAgoIsNotNewThoughItsExecutionsAreGone() {
        work();
        fails(36, DAYS, 1, "Timeout", "no answer from host-%d");
        List<FailureGroup> kinds = kinds(executions).stream()
                .map(each -> new FailureGroup(
                        each.example(), 5, day(-90), each.lastSeen(), new TreeSet<>(), each.execution()))
                .toList();
        var columns = new SegmentBuilder();
        executions.forEach(each -> columns.add(Entry.of(columns.size() + 1L, each)));

        KnownError error = only(ErrorStudy.of(columns.build(), kinds, List.of(), ErrorScope.EVERYTHING));
        assertThat(error.seen().first()).isEqualTo(day(-90));
        assertThat(error.life().state()).isEqualTo(State.ONGOING);
    }

    @Test
    void anErrorThatIsAbsentForLongerThanChanceExplainsIsResolved() {
        work();
        fails(0, 20, 1, "Timeout", "no answer from host-%d");

        Life life = only(report()).life();
        assertThat(life.state()).isEqualTo(State.RESOLVED);
        assertThat(life.because()).startsWith("not seen in the last 200 executions");
    }

    @Test
    void aRareErrorThatIsAbsentForAWhileIsNot() {
        work();
        fails(0, 28, 9, "Timeout", "no answer from host-%d");

        assertThat(only(report()).life().state()).isEqualTo(State.ONGOING);
    }

    @Test
    void failuresOfOneOutageSayNoMoreThanOneFailure() {
        work();
        fails(3, 3.4, .01, "Timeout", "no answer from host-%d");

        assertThat(only(report()).life().state()).isEqualTo(State.ONGOING);
    }

    @Test
    void anErrorThatComesBackAfterALongAbsenceHasRegressed() {
        work();
        fails(0, 12, .5, "Timeout", "no answer from host-%d");
        fails(37, DAYS, .5, "Timeout", "no answer from host-%d");

        Life life = only(report()).life();
        assertThat(life.state()).isEqualTo(State.REGRESSED);
        assertThat(life.because()).startsWith("back after 250 executions without it");
    }

    @Test
    void anErrorThatBecomesMoreFrequentIsRising() {
        work();
        fails(0, 33, 1, "Timeout", "no answer from host-%d");
        fails(33, DAYS, .1, "Timeout", "no answer from host-%d");

        Course course = only(report()).course();
        assertThat(course.isRising()).isTrue();
        assertThat(course.isFalling()).isFalse();
        assertThat(course.difference().low()).isPositive();
    }

    @Test
    void whatPeopleSaidComesFirst() {
        work();
        fails(0, DAYS, 1, "Timeout", "no answer from host-%d");
        ErrorKey key = only(report()).key();
        var fingerprints = only(report()).seen().fingerprints();

        Life before = only(report(new ErrorMark(key.id(), "gateway", day(10), fingerprints)))
                .life();
        assertThat(before.state()).isEqualTo(State.REGRESSED);
        assertThat(before.label()).isEqualTo("gateway");
        Life after = only(report(new ErrorMark(key.id(), "", day(DAYS), fingerprints)))
                .life();
        assertThat(after.state()).isEqualTo(State.RESOLVED);
        assertThat(after.because()).isEqualTo("said to be resolved on 2026-02-14, not seen since");
    }

    @Test
    void anErrorKeepsTheIdByWhichPeopleKnowItThoughItsTemplateChanges() {
        work();
        fails(0, DAYS, 1, "Timeout", "no answer from host-%d");
        var fingerprints = only(report()).seen().fingerprints();

        KnownError error = only(report(new ErrorMark("00000000cafe", "gateway", null, fingerprints)));
        assertThat(error.key().id()).isEqualTo("00000000cafe");
        assertThat(error.life().label()).isEqualTo("gateway");
        assertThat(error.life().state()).isEqualTo(State.ONGOING);
    }

    @Test
    void idsAreTheSameInWhateverOrderExecutionsAreRead() {
        work();
        fails(0, DAYS, 1, "Timeout", "no answer from host-%d");
        for (String user : List.of("ann", "bob", "eve", "kim", "lou", "max", "ned")) {
            fails(2, DAYS, 3, "Limit", "rate limit exceeded for user " + user);
        }
        List<ErrorKey> keys = report().errors().stream().map(KnownError::key).toList();
        assertThat(keys).extracting(ErrorKey::template).contains("rate limit exceeded for user *");

        Collections.shuffle(executions, new Random(7));
        assertThat(report().errors().stream().map(KnownError::key)).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void whatComesLaterLeavesIdsAlone() {
        work();
        fails(0, 20, 1, "Timeout", "no answer from host-%d");
        String id = only(report()).key().id();

        fails(20, DAYS, 1, "Timeout", "no answer from host-%d");
        fails(20, DAYS, 1, "Limit", "rate limit exceeded in region %d");
        assertThat(report().startingWith(id)).hasSize(1);
    }

    @Test
    void aWindowCountsWhatIsInItAndStillKnowsWhatCameBefore() {
        work();
        fails(0, DAYS, 1, "Timeout", "no answer from host-%d");

        KnownError error = only(report(new ErrorScope(Subject.EVERYTHING, new Window(day(35), null))));
        assertThat(error.waste().failures()).isEqualTo(5);
        assertThat(error.seen().first()).isEqualTo(START);
        assertThat(error.life().state()).isEqualTo(State.ONGOING);
    }

    @Test
    void onlyTheSubjectIsLookedAt() {
        work();
        fails(0, DAYS, 1, "Timeout", "no answer from host-%d");
        add(anExecution().of("chat").startedAt(day(3)).failedWith("Other", "other"));

        assertThat(only(report(new ErrorScope(Subject.task("chat"), Window.ALL)))
                        .key()
                        .type())
                .isEqualTo("Other");
        assertThat(report(new ErrorScope(Subject.task("none"), Window.ALL)).errors())
                .isEmpty();
    }

    @Test
    void cancelledAndUnknownExecutionsAreNoFailures() {
        add(anExecution().startedAt(START).cancelled("no longer wanted"));
        add(anExecution().startedAt(START).endedSomehow());
        add(anExecution().startedAt(START).running());

        ErrorReport report = report();
        assertThat(report.errors()).isEmpty();
        assertThat(report.executions().tried()).isZero();
    }

    @Test
    void momentsTooFarAwayDoNoHarm() {
        work();
        fails(0, DAYS, 1, "Timeout", "no answer from host-%d");
        add(anExecution().startedAt(Instant.MIN.plusSeconds(1)).failedWith("Timeout", "no answer from host-1"));
        add(anExecution().startedAt(Instant.MAX.minusSeconds(1)).failedWith("Timeout", "no answer from host-1"));

        assertThat(report().errors()).hasSize(1);
    }

    @Test
    void failuresWithoutAWordAreAnErrorToo() {
        add(anExecution().startedAt(START).failedWith("", ""));

        KnownError error = only(report());
        assertThat(error.key().template()).isEmpty();
        assertThat(error.key().id()).hasSize(12);
    }

    /** The exact rate is measured by 'eval null'; this guards against a mistake. */
    @Test
    void errorsThatHappenAsOftenAsEverAreSeldomSaidToBeGoneOrBack() {
        int alarms = 0;
        for (int seed = 0; seed < 60; seed++) {
            executions.clear();
            var random = new SplittableRandom(seed);
            for (int i = 0; i < 500; i++) {
                var told = anExecution().of("mail").startedAt(day(random.nextDouble(DAYS)));
                add(
                        random.nextDouble() < .1
                                ? told.failedWith("Type " + "abc".charAt(random.nextInt(3)), "failed")
                                : told);
            }
            boolean isAlarm = report().errors().stream()
                    .anyMatch(each -> each.life().state() == State.REGRESSED
                            || each.life().state() == State.RESOLVED
                            || each.course().isRising()
                            || each.course().isFalling());
            alarms += isAlarm ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(6);
    }
}
