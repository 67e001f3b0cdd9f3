package dev.afterwise.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Aim;
import dev.afterwise.Alert;
import dev.afterwise.BreakerOrder;
import dev.afterwise.BreakerState.ForcedOpen;
import dev.afterwise.BreakerState.Open;
import dev.afterwise.Change;
import dev.afterwise.Cycle;
import dev.afterwise.ErrorMark;
import dev.afterwise.Evidence;
import dev.afterwise.ExecutionId;
import dev.afterwise.Experiment;
import dev.afterwise.GuardMemory;
import dev.afterwise.Judgement;
import dev.afterwise.Knowledge;
import dev.afterwise.Lease;
import dev.afterwise.Loan;
import dev.afterwise.Measure;
import dev.afterwise.Policy;
import dev.afterwise.Rating;
import dev.afterwise.Recommendation;
import dev.afterwise.Severity;
import dev.afterwise.Start;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.Transfer;
import dev.afterwise.Trust;
import dev.afterwise.Variant;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document;
import dev.afterwise.store.Document.Adopted;
import dev.afterwise.store.Document.Advised;
import dev.afterwise.store.Document.Alerted;
import dev.afterwise.store.Document.Audited;
import dev.afterwise.store.Document.Carried;
import dev.afterwise.store.Document.Guarded;
import dev.afterwise.store.Document.Judged;
import dev.afterwise.store.Document.Learned;
import dev.afterwise.store.Document.Looped;
import dev.afterwise.store.Document.Marked;
import dev.afterwise.store.Document.Ordered;
import dev.afterwise.store.Document.Shelved;
import dev.afterwise.store.Document.Timed;
import dev.afterwise.store.Document.Tried;
import dev.afterwise.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Documents, changed by compare-and-set. */
interface LedgerContract extends Contract {
    private static Adopted adopted(long version) {
        return new Adopted(new Policy(version, List.of(new Change.RetryUpTo(Subject.step("deploy", "push"), 3))));
    }

    private static Advised advised(int attempts) {
        return advised(new Change.RetryUpTo(Subject.step("deploy", "push"), attempts));
    }

    private static Advised advised(Change change) {
        var examples = List.of(ExecutionId.of("one"), ExecutionId.of("two"));
        var evidence = new Evidence(40, Measure.SUCCESS_RATE, .25, .1, .4, .001, examples);
        return new Advised(Recommendation.propose(change, "it's \"flaky\", 東京 👩‍🚀", evidence));
    }

    private static Audited audited(long version) {
        return new Audited(Instant.parse("2026-01-01T00:00:00.000001Z"), "approve", "1234abcd", version);
    }

    private static Guarded guarded() {
        Instant at = Instant.parse("2026-01-01T00:00:00.000001Z");
        var down = new GuardMemory("it's down", at, new Open(at.plusSeconds(9)), Duration.ofSeconds(12), at, .25);
        var shut = new GuardMemory("shut", at, new ForcedOpen(), Duration.ZERO, null, 1);
        return new Guarded(List.of(down, shut), List.of(new Loan("shut", "it's down", at)));
    }

    private static Ordered ordered() {
        Instant at = Instant.parse("2026-01-01T00:00:00.000001Z");
        return new Ordered(List.of(
                new BreakerOrder("東京", BreakerOrder.Wish.OPEN, at),
                new BreakerOrder("b", BreakerOrder.Wish.RESET, at)));
    }

    private static Alerted alerted() {
        Instant at = Instant.parse("2026-01-01T00:00:00.000001Z");
        return new Alerted(new Alert(
                "0a1b2c3d4e5f",
                Alert.Kind.NEW_ERROR,
                Severity.HIGH,
                "it's a task",
                "\"it\" failed, 東京",
                new Alert.Raised(at, at.plusSeconds(9), 2),
                List.of(ExecutionId.of("one"))));
    }

    private static Tried tried() {
        var change = new Change.RetryUpTo(Subject.step("it's a task", "fetch"), 4);
        return new Tried(Experiment.begin(
                "it's \"tried\", 東京",
                change.subject(),
                Aim.SUCCESS,
                List.of(Variant.of("as before", .75), new Variant("changed", .25, List.of(change))),
                Instant.parse("2026-01-01T00:00:00.000001Z")));
    }

    private static Looped looped() {
        Instant at = Instant.parse("2026-01-01T00:00:00.000001Z");
        var cycle = new Cycle(
                at,
                Duration.parse("PT1.000001S"),
                Cycle.Cause.EXECUTIONS,
                ExecutionId.of("one"),
                List.of(new Cycle.Phase("analyse", true, "it's \"done\", 東京"), new Cycle.Phase("adopt", false, "")),
                List.of(
                        new Cycle.Move("0a1b2c3d", null, Recommendation.Status.PROPOSED),
                        new Cycle.Move("1a1b2c3d", Recommendation.Status.PROPOSED, Recommendation.Status.EXPIRED)));
        return new Looped(7, cycle, new Lease("process 東京", at));
    }

    private static Timed timed() {
        Instant at = Instant.parse("2026-01-01T00:00:00.000001Z");
        var by = new Start.By("host 東京", 4711, at);
        return new Timed(
                "it's \"nightly\", 東京",
                at,
                List.of(
                        new Start(at, at, Start.Decision.QUEUED, by, null),
                        new Start(at, at, Start.Decision.BEGUN, by, ExecutionId.of("one"))));
    }

    private static Shelved shelved() {
        Instant at = Instant.parse("2026-01-01T00:00:00.000001Z");
        var scope = new Knowledge.Scope(Subject.task("it's a task"), "東京", List.of("files > 7"));
        var trust = new Trust(
                new Trust.Weight(3.5, .5, at),
                new Trust.Weight(2, 0, at),
                new Trust.Weight(.1, 0, at),
                9,
                new Tally(2, 1),
                "it's \"odd\"");
        var item = new Knowledge(
                "0a1b2c3d4e5f",
                Knowledge.Kind.KNOWN_ISSUE,
                scope,
                "it's \"known\" 👩",
                "look",
                new Knowledge.Provenance(Knowledge.From.IMPORTED, "a pack", at),
                trust);
        return new Shelved("0", List.of(item), List.of("0b1b2c3d4e5f"));
    }

    private static Marked marked(String error, String label, @Nullable Instant resolvedAt) {
        return new Marked(new ErrorMark(error, label, resolvedAt, new TreeSet<>(List.of("00ff", "1a2b"))));
    }

    @Test
    default void readsNothingBeforeTheFirstWrite() {
        assertThat(ledger().read(Adopted.class, Adopted.KEY)).isEmpty();
        assertThat(ledger().list(Advised.class)).isEmpty();
    }

    @Test
    default void readsWhatWasWritten() {
        var subject = Subject.step("it's a task", "fetch");
        List<Document> documents = List.of(
                timed(),
                adopted(7),
                advised(new Change.PreferAgent(subject, "")),
                advised(new Change.RetryUpTo(Subject.EVERYTHING, 4)),
                advised(new Change.TimeOutAfter(subject, Duration.parse("PT1M0.000001S"))),
                tried(),
                audited(7),
                guarded(),
                ordered(),
                alerted(),
                looped(),
                new Judged(new Judgement(
                        Judgement.Kind.PATTERN,
                        "0a1b2c3d",
                        new Rating("it's \"ann\"", .25, "東京"),
                        Instant.parse("2026-01-01T00:00:00.000001Z"))),
                marked("1a2b3c4d5e6f", "the \"gateway\", 東京", Instant.parse("2026-01-01T00:00:00.000001Z")),
                marked("0a2b3c4d5e6f", "", null),
                shelved(),
                new Carried(List.of(new Transfer("it's a task", "東京", new Tally(5, 4), Tally.NONE)), null),
                new Learned("beliefs 1\na\\tb\tit's \"one\"\t東京\n"));
        documents.forEach(document -> ledger().write(Map.of(document, 0L)));

        for (Document document : documents) {
            assertThat(ledger().read(document.getClass(), document.key()))
                    .map(Versioned::document)
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(document));
        }
    }

    @Test
    default void countsVersionsFromOne() {
        ledger().write(Map.of(adopted(1), 0L));
        assertThat(ledger().read(Adopted.class, Adopted.KEY)).contains(new Versioned<>(adopted(1), 1));

        ledger().write(Map.of(adopted(2), 1L));
        assertThat(ledger().read(Adopted.class, Adopted.KEY)).contains(new Versioned<>(adopted(2), 2));
    }

    @Test
    default void aStaleWriteIsAConflictAndWritesNothing() {
        ledger().write(Map.of(adopted(1), 0L));
        ledger().write(Map.of(adopted(2), 1L));

        for (long stale : List.of(0L, 1L, 3L, -1L)) {
            assertThatThrownBy(() -> ledger().write(Map.of(adopted(9), stale)))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining(Adopted.KEY);
        }

        assertThat(ledger().read(Adopted.class, Adopted.KEY)).contains(new Versioned<>(adopted(2), 2));
    }

    @Test
    default void aWriteOfSeveralIsAllOrNothing() {
        ledger().write(Map.of(adopted(1), 0L));
        var several = new LinkedHashMap<Document, Long>();
        several.put(audited(2), 0L);
        several.put(advised(2), 0L);
        several.put(adopted(2), 0L);

        assertThatThrownBy(() -> ledger().write(several)).isInstanceOf(ConflictException.class);
        assertThat(ledger().list(Audited.class)).isEmpty();
        assertThat(ledger().list(Advised.class)).isEmpty();

        several.put(adopted(2), 1L);
        ledger().write(several);
        assertThat(ledger().list(Audited.class)).containsExactly(new Versioned<>(audited(2), 1));
        assertThat(ledger().read(Adopted.class, Adopted.KEY)).contains(new Versioned<>(adopted(2), 2));
    }

    @Test
    default void twoTextsOfOneDocumentCannotBothBeWritten() {
        var both = new LinkedHashMap<Document, Long>();
        both.put(adopted(1), 0L);
        both.put(adopted(2), 0L);

        assertThatThrownBy(() -> ledger().write(both)).isInstanceOf(ConflictException.class);
        assertThat(ledger().read(Adopted.class, Adopted.KEY)).isEmpty();
    }

    @Test
    default void writingNothingDoesNothing() {
        ledger().write(Map.of());
    }

    @Test
    default void listsAKindByKey() {
        for (long version : List.of(11L, 2L, 100L)) {
            ledger().write(Map.of(audited(version), 0L));
        }
        ledger().write(Map.of(adopted(1), 0L));

        assertThat(ledger().list(Audited.class))
                .extracting(each -> each.document().policyVersion())
                .containsExactly(2L, 11L, 100L);
    }

    @Test
    default void keysOfDifferentKindsDontMeet() {
        var advice = advised(2);
        ledger().write(Map.of(advice, 0L));

        assertThat(ledger().read(Adopted.class, advice.key())).isEmpty();
        assertThat(ledger().read(Audited.class, advice.key())).isEmpty();
        assertThat(ledger().read(Advised.class, advice.key())).isPresent();
    }
}
