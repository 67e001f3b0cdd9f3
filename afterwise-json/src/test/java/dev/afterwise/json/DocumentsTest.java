package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Act;
import dev.afterwise.Aim;
import dev.afterwise.BoostTrial;
import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerOrder;
import dev.afterwise.BreakerState;
import dev.afterwise.Change;
import dev.afterwise.Cycle;
import dev.afterwise.Dimension;
import dev.afterwise.Evidence;
import dev.afterwise.ExecutionId;
import dev.afterwise.Experiment;
import dev.afterwise.FailureClass;
import dev.afterwise.GuardMemory;
import dev.afterwise.Judgement;
import dev.afterwise.Lease;
import dev.afterwise.Loan;
import dev.afterwise.Measure;
import dev.afterwise.Measurement;
import dev.afterwise.Policy;
import dev.afterwise.Rating;
import dev.afterwise.Recommendation;
import dev.afterwise.Start;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.Token;
import dev.afterwise.Transfer;
import dev.afterwise.Variant;
import dev.afterwise.Where;
import dev.afterwise.store.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {
    private static final Subject STEP = Subject.step("mail", "fetch");
    private static final ExecutionId EXAMPLE = new ExecutionId("4bf92f3577b34da6a3ce929d0e0e4736");
    private static final Evidence EVIDENCE =
            new Evidence(40, Measure.SUCCESS_RATE, 0.25, 0.125, 0.375, 1e-7, List.of(EXAMPLE));

    private static final Subject MAIL = Subject.task("mail");
    private static final Subject SHOP = Subject.component("shop");

    static Stream<Change> changes() {
        return Stream.of(
                new Change.PreferAgent(STEP, "quick"),
                new Change.RetryUpTo(Subject.EVERYTHING, 3),
                new Change.TimeOutAfter(STEP.with(Dimension.AGENT, "a=b \"c\""), Duration.ofNanos(1_500)),
                new Change.PreferVariant(Subject.EVERYTHING, "greeting", "warm"),
                new Change.PreferModel(MAIL, "large"),
                new Change.PreferRoute(MAIL, "two_phase"),
                new Change.PreferWhere(MAIL, new Where.Is("team", "\"blue\""), Dimension.AGENT, "quick"),
                new Change.PreferWhere(MAIL, new Where.Above("complexity", 7), Dimension.MODEL, "large"),
                new Change.PreferWhere(MAIL, new Where.UpTo("files", -.5), Dimension.ROUTE, ""),
                new Change.MoveThreshold(Subject.EVERYTHING, "hard", 6.5),
                new Change.PreferStrategies(SHOP, FailureClass.TIMEOUT, List.of("fallback", "retry")),
                new Change.SetBreaker(SHOP, BreakerLimits.STANDARD.slow(.25, Duration.ofMillis(1_500))),
                new Change.SetBudget(SHOP, 40),
                new Change.BoostBy(MAIL, .3),
                new Change.ShieldWork(MAIL),
                new Change.FallBackTo(STEP, Set.of(FailureClass.TIMEOUT, FailureClass.NETWORK), "quick"),
                new Change.FallBackTo(STEP, Set.of(), "fallback"),
                new Change.Parallelise(STEP, "lint"),
                new Change.Reorder(STEP, "check"),
                new Change.AddCheckpoint(MAIL, "params.region != 'south'"),
                new Change.SetEstimate(STEP, Duration.ofMillis(1_500)),
                new Change.StartAt(MAIL, "0 3 * * *"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void readsAdviceForEveryChange(Change change) {
        roundTrip(new Document.Advised(Recommendation.propose(change, "it pays", EVIDENCE)));
    }

    @ParameterizedTest
    @EnumSource
    void readsAdviceInEveryStatus(Recommendation.Status status) {
        var change = new Change.PreferAgent(STEP, "quick");
        roundTrip(new Document.Advised(
                Recommendation.propose(change, "", EVIDENCE).with(status)));
    }

    @Test
    void readsEvidenceWithoutBounds() {
        var unbounded = new Evidence(
                0,
                Measure.SECONDS_PER_RUN,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                -0.0,
                List.of());
        roundTrip(new Document.Advised(Recommendation.propose(new Change.RetryUpTo(STEP, 2), "\ud83d", unbounded)));
    }

    @Test
    void readsThePolicy() {
        roundTrip(new Document.Adopted(Policy.INITIAL));
        roundTrip(new Document.Adopted(new Policy(Long.MAX_VALUE, changes().toList())));
    }

    static Stream<Experiment.State> lives() {
        Instant at = Instant.parse("2026-01-31T09:30:00.123456Z");
        return Stream.of(
                Experiment.State.Running.ALL,
                new Experiment.State.Running(new TreeSet<>(List.of("changed"))),
                new Experiment.State.Decided(at, "changed", "It is better."),
                new Experiment.State.Stopped(at, ""));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void readsExperiments(Experiment.State state) {
        Experiment experiment = Experiment.begin(
                        "a \"b\"",
                        STEP,
                        Aim.TIME.withRisk(new Aim.Risk(Double.POSITIVE_INFINITY, 0, 1.5)),
                        List.of(
                                Variant.of("as before", .75),
                                new Variant("changed", .25, changes().toList())),
                        Instant.parse("2026-01-31T09:30:00.123456Z"))
                .with(state);
        roundTrip(new Document.Tried(experiment));
        roundTrip(new Document.Adopted(Policy.INITIAL.with(experiment)));
    }

    @Test
    void readsAPolicyOfBeforeThereWereExperiments() {
        assertThat(Documents.read(
                        Document.Adopted.class, "{\"v\":1,\"kind\":\"adopted\",\"version\":3,\"changes\":[]}"))
                .isEqualTo(new Document.Adopted(new Policy(3, List.of())));
    }

    @Test
    void refusesAnExperimentThatCannotBe() {
        String text = Documents.write(new Document.Tried(Experiment.begin(
                "x", STEP, Aim.SUCCESS, List.of(Variant.of("a", .5), Variant.of("b", .5)), Instant.EPOCH)));
        assertThatThrownBy(() -> Documents.read(Document.Tried.class, text.replace("0.5", "0.4")))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("must add up to 1");
    }

    @Test
    void readsTheAudit() {
        roundTrip(new Document.Audited(Instant.parse("2026-01-31T09:30:00.123456Z"), "approve", "0a1b2c3d", 4));
    }

    @Test
    void readsWhatPeopleThink() {
        Instant at = Instant.parse("2026-01-31T09:30:00.123456Z");
        roundTrip(new Document.Judged(
                new Judgement(Judgement.Kind.PATTERN, "0a1b2c3d", new Rating("ann \"b\"", .75, "it's 東京"), at)));
        roundTrip(new Document.Judged(new Judgement(Judgement.Kind.RECOMMENDATION, "1", new Rating("", 0, ""), at)));
    }

    @Test
    void readsWhoMayComeInAndWhatTheyDid() {
        Instant at = Instant.parse("2026-01-31T09:30:00.123456Z");
        roundTrip(new Document.Granted(List.of(
                new Token("t1", "ana", "admin", "0f".repeat(32), at, null, null),
                new Token("t2", "the élève", "viewer", "a1".repeat(32), at, at.plusSeconds(60), at))));
        roundTrip(new Document.Acted(
                new Act("0001-a", at, "ana", "recommendations approve", "1f x", "it's time", "done")));
        roundTrip(new Document.Acted(new Act("0001-b", at, "ana", "tokens revoke", "", "", "refused")));
    }

    @Test
    void readsWhenPlansWereToBeRun() {
        Instant at = Instant.parse("2026-01-31T09:30:00.123456Z");
        var by = new Start.By("host \"東京\"", 4711, at);
        roundTrip(new Document.Timed("it's nightly", at, List.of()));
        roundTrip(new Document.Timed(
                "nightly",
                at,
                List.of(
                        new Start(at, at.plusSeconds(1), Start.Decision.PASSED_OVER, by, null),
                        new Start(at, at, Start.Decision.LATE, by, EXAMPLE))));
    }

    @Test
    void readsHowFarTheLoopHasCome() {
        Instant at = Instant.parse("2026-01-31T09:30:00.123456Z");
        var cycle = new Cycle(
                at,
                Duration.ofNanos(1_000),
                Cycle.Cause.INTERVAL,
                EXAMPLE,
                List.of(new Cycle.Phase("analyse", false, "the store is gone")),
                List.of(new Cycle.Move("0a1b2c3d", null, Recommendation.Status.PROPOSED)));
        roundTrip(Document.Looped.NEVER);
        roundTrip(new Document.Looped(1, cycle, null));
        roundTrip(new Document.Looped(1, cycle, new Lease("process 1, 0a1b2c3d", at)));
    }

    static Stream<BreakerState> states() {
        return Stream.of(
                new BreakerState.Closed(),
                new BreakerState.Open(Instant.parse("2026-01-31T09:30:00.123456Z")),
                new BreakerState.HalfOpen(0),
                new BreakerState.ForcedOpen());
    }

    @ParameterizedTest
    @MethodSource("states")
    void readsWhatGuardsRemember(BreakerState state) {
        Instant at = Instant.parse("2026-01-31T09:30:00.123456Z");
        var flapping = new GuardMemory("a \"b\"", at, state, Duration.ofSeconds(7), at.minusSeconds(3), 0.123);
        var steady = new GuardMemory("", at, state, Duration.ZERO, null, 1);
        roundTrip(new Document.Guarded(List.of(flapping, steady), List.of(new Loan("x", "y", at))));
        roundTrip(new Document.Guarded(List.of(), List.of()));
    }

    @Test
    void readsWhatBoostsHaveBrought() {
        var trial = new BoostTrial("mail", new Tally(30, 21), Tally.NONE);
        roundTrip(new Document.Boosted(Instant.EPOCH, 3.25, List.of(trial)));
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatWasOrdered(BreakerOrder.Wish wish) {
        roundTrip(new Document.Ordered(List.of(new BreakerOrder("mail", wish, Instant.EPOCH))));
    }

    @Test
    void readsWhatHealingHasLearned() {
        roundTrip(new Document.Learned("beliefs 1\na\\tb\tretry\t0 1 1\n"));
        roundTrip(new Document.Learned(""));
    }

    @Test
    void readsWhatIsKnown() {
        roundTrip(new Document.Shelved("0", SomeKnowledge.items(), List.of("0a1b2c3d4e5f")));
        roundTrip(new Document.Shelved("f", List.of(), List.of()));
        roundTrip(new Document.Carried(List.of(), null));
        roundTrip(new Document.Carried(
                List.of(new Transfer("mail", "a \"b\"", new Tally(5, 4), new Tally(2, 0))), Instant.EPOCH));
    }

    private static void roundTrip(Document document) {
        assertThat(Documents.read(document.getClass(), Documents.write(document)))
                .isEqualTo(document);
    }

    @Test
    void writesThePolicyAsVersionOneDoes() {
        assertThat(Documents.write(
                        new Document.Adopted(new Policy(3, changes().limit(3).toList()))))
                .isEqualTo("""
                {"v":1,"kind":"adopted","version":3,"changes":[\
                {"kind":"prefer_agent","subject":{"task":"mail","step":"fetch"},"agent":"quick"},\
                {"kind":"retry_up_to","subject":{},"attempts":3},\
                {"kind":"time_out_after","subject":{"task":"mail","agent":"a=b \\"c\\"","step":"fetch"},"limit_us":1.500}]}""");
    }

    @Test
    void writesAdviceAsVersionOneDoes() {
        var advice = new Recommendation(
                "0a1b2c3d",
                new Change.RetryUpTo(STEP, 3),
                "it pays",
                EVIDENCE,
                Recommendation.Status.ROLLED_BACK,
                null);
        assertThat(Documents.write(new Document.Advised(advice))).isEqualTo("""
                {"v":1,"kind":"advised","id":"0a1b2c3d","status":"rolled_back",\
                "change":{"kind":"retry_up_to","subject":{"task":"mail","step":"fetch"},"attempts":3},\
                "because":"it pays","evidence":{"sample":40,"measure":"success_rate","effect":0.25,"low":0.125,\
                "high":0.375,"p_value":1.0E-7,"examples":["4bf92f3577b34da6a3ce929d0e0e4736"]}}""");
    }

    @Test
    void writesTheAuditAsVersionOneDoes() {
        assertThat(Documents.write(new Document.Audited(Instant.EPOCH, "rollback", "0a1b2c3d", 4)))
                .isEqualTo("""
                {"v":1,"kind":"audited","at":"1970-01-01T00:00:00.000000Z","action":"rollback",\
                "recommendation":"0a1b2c3d","policy_version":4}""");
    }

    @Test
    void writesHowAdviceWasMeasured() {
        var measurement = new Measurement(Instant.EPOCH, null, "12ab", EVIDENCE, "it does harm");
        var advice = Recommendation.propose(new Change.RetryUpTo(STEP, 3), "", EVIDENCE)
                .with(Recommendation.Status.ROLLED_BACK)
                .with(measurement);
        roundTrip(new Document.Advised(advice));
        roundTrip(new Document.Advised(advice.with(new Measurement(Instant.EPOCH, null, "", null, ""))));
        assertThat(Documents.write(new Document.Advised(advice)))
                .contains(
                        "\"measurement\":{\"since\":\"1970-01-01T00:00:00.000000Z\",\"experiment\":\"12ab\",\"realised\":{")
                .endsWith("},\"said\":\"it does harm\"}}");
    }

    @Test
    void writesWhyTheAuditedWasDoneByItself() {
        var audited = new Document.Audited(Instant.EPOCH, "keep", "0a1b2c3d", 4, "proven");
        roundTrip(audited);
        assertThat(Documents.write(audited)).endsWith(",\"because\":\"proven\"}");
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryStatus(Recommendation.Status status) {
        roundTrip(new Document.Advised(Recommendation.propose(new Change.RetryUpTo(STEP, 3), "", EVIDENCE)
                .with(status)));
    }

    @Test
    void namesEveryKind() {
        assertThat(Stream.of(Document.class.getPermittedSubclasses())
                        .map(kind -> Documents.kind(kind.asSubclass(Document.class))))
                .containsExactlyInAnyOrder(
                        "acted",
                        "adopted",
                        "advised",
                        "alerted",
                        "audited",
                        "boosted",
                        "carried",
                        "delivered",
                        "granted",
                        "guarded",
                        "learned",
                        "judged",
                        "looped",
                        "marked",
                        "ordered",
                        "shelved",
                        "timed",
                        "tried");
    }

    @Test
    void refusesADocumentOfAnotherKind() {
        String audit = Documents.write(new Document.Audited(Instant.EPOCH, "approve", "0a1b2c3d", 4));
        assertThatThrownBy(() -> Documents.read(Document.Adopted.class, audit))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("'kind' must be 'adopted', but it is (\"audited\")");
    }

    @Test
    void refusesANewerVersion() {
        assertThatThrownBy(() -> Documents.read(Document.Adopted.class, "{\"v\":2,\"kind\":\"adopted\"}"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("""
                        The stored document must be of version 1 or older, but this is of version (2).
                        Maybe a newer Afterwise wrote it.""");
    }

    @Test
    void writesChangesOfHealingAsVersionOneDoes() {
        var policy = new Policy(
                3,
                List.of(
                        new Change.PreferStrategies(SHOP, FailureClass.TOO_LARGE, List.of("simplify")),
                        new Change.SetBreaker(SHOP, BreakerLimits.STANDARD),
                        new Change.PreferWhere(MAIL, new Where.UpTo("complexity", 7), Dimension.MODEL, "small")));
        assertThat(Documents.write(new Document.Adopted(policy))).contains("""
                {"kind":"prefer_strategies","subject":{"step":"shop"},"against":"too_large","strategies":["simplify"]},\
                {"kind":"set_breaker","subject":{"step":"shop"},"limits":{"failures_in_a_row":5,"failure_rate":0.5,\
                "slow_rate":1.0,"slow_after_us":60000000,"window_us":60000000,"open_for_us":30000000,\
                "longest_open_us":150000000}},\
                {"kind":"prefer_where","subject":{"task":"mail"},"attribute":"complexity","up_to":7.0,\
                "dimension":"model","choice":"small"}""");
    }

    @Test
    void refusesAChangeThatMakesNoSense() {
        assertThatThrownBy(() -> Documents.read(Document.Adopted.class, """
                        {"v":1,"kind":"adopted","version":1,"changes":[{"kind":"retry_up_to","subject":{},"attempts":0}]}"""))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(
                        "The stored document must make sense, but: A step needs at least 1 attempt, but this is (0).");
    }
}
