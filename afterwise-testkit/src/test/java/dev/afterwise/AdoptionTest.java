package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Recommendation.Status;
import dev.afterwise.store.Document.Audited;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AdoptionTest {
    private static final Subject STEP = Subject.step("report", "render");
    private static final Recommendation QUICK = recommending(new Change.PreferAgent(STEP, "quick"));
    private static final Recommendation RETRY = recommending(new Change.RetryUpTo(STEP, 3));

    private final Ledger ledger = Store.inMemory().workspace(Workspace.DEFAULT).ledger();
    private final Adoption adoption = new Adoption(ledger, new ManualTime());

    @Test
    void proposingChangesNothingButTheListOfRecommendations() {
        adoption.propose(List.of(QUICK, RETRY));

        assertThat(adoption.recommendations()).containsExactlyInAnyOrder(QUICK, RETRY);
        assertThat(adoption.policy()).isEqualTo(Policy.INITIAL);
        assertThat(ledger.list(Audited.class)).isEmpty();
    }

    @Test
    void approvingMakesANewPolicyVersionAndAnAuditRow() {
        adoption.propose(List.of(QUICK));

        Policy policy = adoption.approve(QUICK.id()).orElseThrow();

        assertThat(policy).isEqualTo(new Policy(1, List.of(QUICK.change()))).isEqualTo(adoption.policy());
        assertThat(adoption.recommendations()).containsExactly(QUICK.with(Status.APPLIED));
        assertThat(ledger.list(Audited.class))
                .extracting(
                        row -> row.document().action() + " " + row.document().policyVersion())
                .containsExactly("approve 1");
    }

    @Test
    void rollingBackTakesTheChangeOutAndKeepsTheOthers() {
        adoption.propose(List.of(QUICK, RETRY));
        adoption.approve(QUICK.id());
        adoption.approve(RETRY.id());

        Policy policy = adoption.rollBack(QUICK.id()).orElseThrow();

        assertThat(policy).isEqualTo(new Policy(3, List.of(RETRY.change())));
        assertThat(adoption.recommendations())
                .containsExactlyInAnyOrder(QUICK.with(Status.ROLLED_BACK), RETRY.with(Status.APPLIED));
    }

    @Test
    void whatWasRolledBackIsNotProposedAgainByItselfButCanBeApproved() {
        adoption.propose(List.of(QUICK));
        adoption.approve(QUICK.id());
        adoption.rollBack(QUICK.id());

        adoption.propose(List.of(QUICK));
        assertThat(adoption.recommendations()).containsExactly(QUICK.with(Status.ROLLED_BACK));

        assertThat(adoption.approve(QUICK.id())).hasValue(new Policy(3, List.of(QUICK.change())));
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
        adoption.approve(RETRY.id());

        adoption.propose(List.of(recommending(new Change.RetryUpTo(STEP, 4)), QUICK));

        assertThat(adoption.recommendations()).containsExactlyInAnyOrder(RETRY.with(Status.APPLIED), QUICK);
    }

    @Test
    void aThresholdMayRefineAPreferenceButNoPreferenceReplacesAThreshold() {
        Recommendation threshold = threshold(7);
        adoption.propose(List.of(QUICK));
        adoption.approve(QUICK.id());
        adoption.propose(List.of(threshold));
        assertThat(adoption.recommendations()).containsExactlyInAnyOrder(QUICK.with(Status.APPLIED), threshold);

        Policy both = adoption.approve(threshold.id()).orElseThrow();
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
        adoption.approve(threshold(7).id());
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
        assertThatThrownBy(() -> adoption.rollBack(QUICK.id()))
                .hasMessage("The recommendation (%s) must be part of the policy to be rolled back, but it is proposed."
                        .formatted(QUICK.id()));
        adoption.approve(QUICK.id());
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
        assertThat(adoption.policy().changes()).hasSize(20);
        assertThat(ledger.list(Audited.class)).hasSize(20);
    }

    private static Recommendation recommending(Change change) {
        var evidence = new Evidence(40, Measure.SUCCESS_RATE, 0.3, 0.1, 0.5, 0.001, List.of());
        return Recommendation.propose(change, "it worked more often", evidence);
    }
}
