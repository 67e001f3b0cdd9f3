package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Recommendation.Status;
import dev.afterwise.store.Document.Adopted;
import dev.afterwise.store.Document.Audited;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdoptionTest {
    private static final Subject STEP = Subject.step("report", "render");
    private static final Recommendation QUICK = recommending(new Change.PreferAgent(STEP, "quick"));
    private static final Recommendation RETRY = recommending(new Change.RetryUpTo(STEP, 3));

    private final Ledger ledger = Store.inMemory().workspace(Workspace.DEFAULT).ledger();
    private final ManualTime time = new ManualTime();
    private final Adoption adoption = new Adoption(ledger, time);

    @Test
    void proposingChangesNothingButTheListOfRecommendations() {
        adoption.propose(List.of(QUICK, RETRY));

        assertThat(adoption.recommendations()).containsExactlyInAnyOrder(QUICK, RETRY);
        assertThat(adoption.policy()).isEqualTo(Policy.INITIAL);
        assertThat(ledger.list(Audited.class)).isEmpty();
    }

    @Test
    void approvingBeginsToMeasureOnHalfOfTheRuns() {
        adoption.propose(List.of(QUICK));

        Policy policy = adoption.approve(QUICK.id()).orElseThrow();

        Measurement measurement = measurement(QUICK);
        assertThat(status(QUICK)).isEqualTo(Status.MEASURING);
        assertThat(policy).isEqualTo(adoption.policy());
        assertThat(policy.version()).isEqualTo(1);
        assertThat(policy.changes()).isEmpty();
        assertThat(policy.experiments()).singleElement().satisfies(it -> {
            assertThat(it.id()).isEqualTo(measurement.experiment());
            assertThat(it.variants())
                    .containsExactly(
                            new Variant("as before", .5, List.of()),
                            new Variant("changed", .5, List.of(QUICK.change())));
        });
        assertThat(adoption.experiment(measurement))
                .hasValue(policy.experiments().getFirst());
        assertThat(audit()).containsExactly("approve 1");
    }

    @Test
    void whatCannotBeDrawnHoldsForAllRunsAtOnce() {
        Recommendation budget = recommending(new Change.SetBudget(Subject.component("shop"), 40));
        adoption.propose(List.of(budget));

        assertThat(adoption.approve(budget.id())).hasValue(new Policy(1, List.of(budget.change())));
        assertThat(measurement(budget).isDrawn()).isFalse();
        adoption.turn(budget.id(), Turn.EXPIRE, "nothing is proven");
        assertThat(adoption.policy()).isEqualTo(new Policy(2, List.of()));
        assertThat(measurement(budget).until()).isNotNull();
    }

    @Test
    void whatIsProvenIsKeptForEveryRunAndItsExperimentEnds() {
        adoption.propose(List.of(QUICK));
        adoption.approve(QUICK.id());
        var realised = new Evidence(80, Measure.SUCCESS_RATE, .2, .1, .3, Double.NaN, List.of());
        adoption.note(now(QUICK), realised, "so far so good");
        adoption.note(QUICK, null, "this was read too long ago");

        Policy policy = adoption.turn(QUICK.id(), Turn.KEEP, "it is better").orElseThrow();

        assertThat(policy).isEqualTo(new Policy(2, List.of(QUICK.change())));
        assertThat(status(QUICK)).isEqualTo(Status.KEPT);
        assertThat(measurement(QUICK).realised()).isEqualTo(realised);
        assertThat(measurement(QUICK).said()).isEqualTo("it is better");
        assertThat(adoption.experiment(measurement(QUICK)).orElseThrow().state())
                .isEqualTo(new Experiment.State.Decided(time.now(), "changed", "it is better"));
        assertThat(ledger.list(Audited.class).getLast().document().because()).isEqualTo("it is better");
    }

    @Test
    void whatIsTakenBackByItselfIsGoneForEveryRun() {
        adoption.propose(List.of(QUICK, RETRY));
        adoption.apply(RETRY.id());
        adoption.approve(QUICK.id());

        Policy policy = adoption.turn(QUICK.id(), Turn.ROLLBACK, "it is worse").orElseThrow();

        assertThat(policy).isEqualTo(new Policy(3, List.of(RETRY.change())));
        assertThat(status(QUICK)).isEqualTo(Status.ROLLED_BACK);
        assertThat(adoption.experiment(measurement(QUICK)).orElseThrow().state())
                .isEqualTo(new Experiment.State.Stopped(time.now(), "it is worse"));
        assertThat(adoption.recommendations())
                .filteredOn(Recommendation::isMeasured)
                .hasSize(1);
    }

    @Test
    void whatAPersonTakesBackCountsAsUnmeasured() {
        adoption.propose(List.of(QUICK));
        adoption.approve(QUICK.id());
        adoption.rollBack(QUICK.id());

        assertThat(adoption.policy()).isEqualTo(new Policy(2, List.of()));
        assertThat(adoption.recommendations()).noneMatch(Recommendation::isMeasured);
        assertThat(measurement(QUICK).said()).isEqualTo("A person took it back.");
    }

    @Test
    void whatIsAppliedAtOnceHoldsForEveryRunEvenWhileItIsMeasured() {
        adoption.propose(List.of(QUICK));
        adoption.approve(QUICK.id());

        assertThat(adoption.apply(QUICK.id())).hasValue(new Policy(2, List.of(QUICK.change())));
        assertThat(status(QUICK)).isEqualTo(Status.APPLIED);
        assertThat(audit()).containsExactly("approve 1", "apply 2");
    }

    @Test
    void whatWouldBeConfoundedWaits() {
        Recommendation thorough = recommending(new Change.PreferAgent(STEP, "thorough"));
        adoption.propose(List.of(QUICK, RETRY, thorough));
        adoption.approve(QUICK.id());
        adoption.approve(RETRY.id());
        adoption.approve(thorough.id());

        assertThat(status(RETRY)).isEqualTo(Status.MEASURING);
        assertThat(status(thorough)).isEqualTo(Status.APPROVED);
        assertThat(adoption.isInTheWay(thorough)).isTrue();
        assertThat(adoption.policy().experiments()).hasSize(2);
        adoption.turn(QUICK.id(), Turn.EXPIRE, "nothing is proven");
        assertThat(adoption.isInTheWay(thorough)).isFalse();
        adoption.turn(thorough.id(), Turn.MEASURE, "its turn");
        assertThat(status(thorough)).isEqualTo(Status.MEASURING);
    }

    @Test
    void whatAnExperimentOfAPersonIsAboutWaitsToo() {
        Change other = new Change.RetryUpTo(STEP, 2);
        var experiment = Experiment.begin(
                "by hand",
                STEP,
                Aim.SUCCESS,
                List.of(Variant.of("plain", .5), new Variant("twice", .5, List.of(other))),
                time.now());
        ledger.write(Map.of(new Adopted(Policy.INITIAL.with(experiment)), 0L));
        adoption.propose(List.of(RETRY));

        adoption.approve(RETRY.id());

        assertThat(status(RETRY)).isEqualTo(Status.APPROVED);
        assertThat(adoption.policy().experiments()).containsExactly(experiment);
    }

    @Test
    void whatChoosesForSomeOfTheSameRunsWaits() {
        Recommendation everywhere = recommending(new Change.PreferModel(Subject.EVERYTHING, "large"));
        Recommendation report = recommending(new Change.PreferModel(Subject.task("report"), "small"));
        Recommendation byTom =
                recommending(new Change.PreferModel(Subject.EVERYTHING.with(Dimension.AGENT, "tom"), "small"));
        Recommendation route = recommending(new Change.PreferRoute(Subject.task("report"), "short"));
        adoption.propose(List.of(everywhere, report, byTom, route, QUICK));
        adoption.approve(report.id());
        List.of(everywhere, byTom, route, QUICK).forEach(each -> adoption.approve(each.id()));

        assertThat(List.of(status(report), status(route), status(QUICK))).containsOnly(Status.MEASURING);
        assertThat(List.of(status(everywhere), status(byTom))).containsOnly(Status.APPROVED);
        assertThat(adoption.rivals(everywhere))
                .extracting(Experiment::id)
                .containsExactly(measurement(report).experiment());
        assertThat(adoption.rivals(recommending(new Change.PreferModel(Subject.task("email"), "small"))))
                .isEmpty();
    }

    @Test
    void rollingBackTakesTheChangeOutAndKeepsTheOthers() {
        adoption.propose(List.of(QUICK, RETRY));
        adoption.apply(QUICK.id());
        adoption.apply(RETRY.id());

        Policy policy = adoption.rollBack(QUICK.id()).orElseThrow();

        assertThat(policy).isEqualTo(new Policy(3, List.of(RETRY.change())));
        assertThat(adoption.recommendations())
                .containsExactlyInAnyOrder(QUICK.with(Status.ROLLED_BACK), RETRY.with(Status.APPLIED));
    }

    @Test
    void whatWasRolledBackIsNotProposedAgainByItselfButCanBeApproved() {
        adoption.propose(List.of(QUICK));
        adoption.apply(QUICK.id());
        adoption.rollBack(QUICK.id());

        adoption.propose(List.of(QUICK));
        assertThat(adoption.recommendations()).containsExactly(QUICK.with(Status.ROLLED_BACK));

        assertThat(adoption.apply(QUICK.id())).hasValue(new Policy(3, List.of(QUICK.change())));
    }

    @Test
    void whatWasRejectedIsNotProposedAgainNorAtAnotherNumber() {
        adoption.propose(List.of(RETRY));
        assertThat(adoption.reject(RETRY.id())).hasValue(new Policy(1, List.of()));

        adoption.propose(List.of(RETRY, recommending(new Change.RetryUpTo(STEP, 4))));

        assertThat(adoption.recommendations()).containsExactly(RETRY.with(Status.REJECTED));
        assertThat(audit()).containsExactly("reject 1");
    }

    @Test
    void whatWasMeasuredToTheEndInVainIsNotProposedAgain() {
        adoption.propose(List.of(RETRY));
        adoption.approve(RETRY.id());
        adoption.turn(RETRY.id(), Turn.EXPIRE, "nothing is proven");

        adoption.propose(List.of(RETRY, recommending(new Change.RetryUpTo(STEP, 4))));

        assertThat(adoption.recommendations()).hasSize(1);
        assertThat(status(RETRY)).isEqualTo(Status.EXPIRED);
    }

    @ParameterizedTest
    @EnumSource
    void eachTurnIsRefusedFromWhereItMakesNoSense(Turn turn) {
        for (Status status : Status.values()) {
            if (turn.isOpenTo(status)) {
                turn.check("1234abcd", status);
            } else {
                assertThatThrownBy(() -> turn.check("1234abcd", status))
                        .hasMessageStartingWith("The recommendation (1234abcd) must")
                        .hasMessageEndingWith(
                                ", but it is %s.".formatted(status.word().replace('_', ' ')));
            }
        }
    }

    @Test
    void whatIsNotFoundAnyMoreExpiresAndComesBackWhenFoundAgain() {
        adoption.propose(List.of(QUICK));
        adoption.propose(List.of());
        assertThat(adoption.recommendations()).containsExactly(QUICK.with(Status.EXPIRED));

        adoption.propose(List.of(QUICK));
        assertThat(adoption.recommendations()).containsExactly(QUICK);
    }

    @Test
    void whatThePolicySaysAlreadyIsNotProposedInAnotherWay() {
        adoption.propose(List.of(RETRY));
        adoption.apply(RETRY.id());

        adoption.propose(List.of(recommending(new Change.RetryUpTo(STEP, 4)), QUICK));

        assertThat(adoption.recommendations()).containsExactlyInAnyOrder(RETRY.with(Status.APPLIED), QUICK);
    }

    @Test
    void aThresholdMayRefineAPreferenceButNoPreferenceReplacesAThreshold() {
        Recommendation threshold = threshold(7);
        adoption.propose(List.of(QUICK));
        adoption.apply(QUICK.id());
        adoption.propose(List.of(threshold));
        assertThat(adoption.recommendations()).containsExactlyInAnyOrder(QUICK.with(Status.APPLIED), threshold);

        Policy both = adoption.apply(threshold.id()).orElseThrow();
        assertThat(both.preferredAgent(STEP)).isEmpty();
        assertThat(both.threshold(STEP)).hasValue((Change.SetThreshold) threshold.change());

        Recommendation other = recommending(new Change.PreferAgent(STEP, "thorough"));
        adoption.propose(List.of(other, threshold(6)));
        assertThat(adoption.recommendations()).doesNotContain(other, threshold(6));

        assertThat(adoption.rollBack(threshold.id()).orElseThrow().preferredAgent(STEP))
                .hasValue("quick");
    }

    @Test
    void aThresholdThatWasRolledBackIsNotProposedAgainAtAnotherNumber() {
        adoption.propose(List.of(threshold(7)));
        adoption.apply(threshold(7).id());
        adoption.rollBack(threshold(7).id());

        adoption.propose(List.of(threshold(6.5)));
        assertThat(adoption.recommendations()).containsExactly(threshold(7).with(Status.ROLLED_BACK));
    }

    private static Recommendation threshold(double above) {
        return recommending(new Change.SetThreshold(STEP, "complexity", above, "thorough", "quick"));
    }

    @Test
    void refusesWhatMakesNoSense() {
        adoption.propose(List.of(QUICK));

        assertThat(adoption.approve("00000000")).isEmpty();
        assertThat(adoption.rollBack("00000000")).isEmpty();
        assertThatThrownBy(() -> adoption.rollBack(QUICK.id())).hasMessage("""
                        The recommendation (%s) must be approved or part of the policy to be rolled back, but it is proposed.""".formatted(QUICK.id()));
        adoption.apply(QUICK.id());
        assertThatThrownBy(() -> adoption.approve(QUICK.id())).hasMessageContaining("but it is");
        assertThat(adoption.policy().version()).isEqualTo(1);
    }

    @Test
    void manyWhoApproveAtOnceLoseNothing() throws Exception {
        var all = new ArrayList<Recommendation>();
        for (int i = 0; i < 20; i++) {
            all.add(recommending(new Change.RetryUpTo(Subject.step("report", "step" + i), 3)));
        }
        adoption.propose(all);

        var approvals = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            all.forEach(each -> approvals.add(threads.submit(() -> adoption.approve(each.id()))));
        }
        for (Future<?> approval : approvals) {
            approval.get();
        }

        assertThat(adoption.policy().version()).isEqualTo(20);
        assertThat(adoption.policy().experiments()).hasSize(20);
        assertThat(ledger.list(Audited.class)).hasSize(20);
    }

    private Status status(Recommendation recommendation) {
        return now(recommendation).status();
    }

    private Measurement measurement(Recommendation recommendation) {
        return Objects.requireNonNull(now(recommendation).measurement());
    }

    private Recommendation now(Recommendation recommendation) {
        return adoption.recommendations().stream()
                .filter(each -> each.id().equals(recommendation.id()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> audit() {
        return adoption.audit().stream()
                .map(each -> each.action() + " " + each.policyVersion())
                .toList();
    }

    private static Recommendation recommending(Change change) {
        var evidence = new Evidence(40, Measure.SUCCESS_RATE, 0.3, 0.1, 0.5, 0.001, List.of());
        return Recommendation.propose(change, "it worked more often", evidence);
    }
}
