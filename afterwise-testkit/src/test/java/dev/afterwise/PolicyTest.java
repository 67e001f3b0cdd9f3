package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final Subject FETCH = Subject.step("deploy", "fetch");
    private static final Subject PUSH = Subject.step("deploy", "push");
    private static final Change ANN = new Change.PreferAgent(FETCH, "ann");
    private static final Change BOB = new Change.PreferAgent(FETCH, "bob");

    @Test
    void nothingIsAdoptedAtFirst() {
        assertThat(Policy.INITIAL.version()).isZero();
        assertThat(Policy.INITIAL.preferredAgent(FETCH)).isEmpty();
        assertThat(Policy.INITIAL.attempts(FETCH)).isEmpty();
        assertThat(Policy.INITIAL.timeout(FETCH)).isEmpty();
    }

    @Test
    void everyChangeHoldsForItsSubjectOnly() {
        var policy = Policy.INITIAL
                .with(ANN)
                .with(new Change.RetryUpTo(PUSH, 3))
                .with(new Change.TimeOutAfter(FETCH, Duration.ofSeconds(9)));

        assertThat(policy.version()).isEqualTo(3);
        assertThat(policy.preferredAgent(FETCH)).contains("ann");
        assertThat(policy.preferredAgent(PUSH)).isEmpty();
        assertThat(policy.attempts(PUSH)).hasValue(3);
        assertThat(policy.attempts(FETCH)).isEmpty();
        assertThat(policy.timeout(FETCH)).contains(Duration.ofSeconds(9));
    }

    @Test
    void theLaterChangeHoldsUntilItIsTakenBack() {
        var policy = Policy.INITIAL.with(ANN).with(BOB);

        assertThat(policy.preferredAgent(FETCH)).contains("bob");
        assertThat(policy.without(BOB).preferredAgent(FETCH)).contains("ann");
        assertThat(policy.without(ANN).preferredAgent(FETCH)).contains("bob");
        assertThat(policy.without(BOB).without(ANN).preferredAgent(FETCH)).isEmpty();
    }

    @Test
    void adoptingAgainMakesAChangeTheLatest() {
        var policy = Policy.INITIAL.with(ANN).with(BOB).with(ANN);

        assertThat(policy.changes()).containsExactly(BOB, ANN);
        assertThat(policy.without(ANN).preferredAgent(FETCH)).contains("bob");
    }

    @Test
    void ofAPreferenceAndAThresholdTheLaterHolds() {
        var threshold = new Change.SetThreshold(FETCH, "size", 7, "ann", "bob");
        var policy = Policy.INITIAL.with(ANN).with(threshold);

        assertThat(policy.threshold(FETCH)).contains(threshold);
        assertThat(policy.preferredAgent(FETCH)).isEmpty();
        assertThat(policy.threshold(PUSH)).isEmpty();
        assertThat(policy.without(threshold).preferredAgent(FETCH)).contains("ann");
        assertThat(policy.with(BOB).preferredAgent(FETCH)).contains("bob");
        assertThat(policy.with(BOB).threshold(FETCH)).isEmpty();
        assertThat(policy.with(BOB).without(BOB).threshold(FETCH)).contains(threshold);
    }

    @Test
    void versionsOnlyGrow() {
        assertThat(Policy.INITIAL.with(ANN).without(ANN).version()).isEqualTo(2);
        assertThat(Policy.INITIAL.version()).isZero();
    }

    @Test
    void whatIsPreferredForATaskDependsOnTheWork() {
        var mail = Subject.task("mail");
        var policy = Policy.INITIAL
                .with(new Change.PreferModel(mail, "small"))
                .with(new Change.PreferWhere(mail, new Where.Above("complexity", 7), Dimension.MODEL, "large"))
                .with(new Change.PreferAgent(Subject.step("mail", "fetch"), "ann"));
        Profile work = Profile.of("mail");

        assertThat(policy.preferred(work, Dimension.MODEL)).contains("small");
        assertThat(policy.preferred(work.withComplexity(8), Dimension.MODEL)).contains("large");
        assertThat(policy.preferred(work.with("complexity", 8), Dimension.MODEL))
                .contains("large");
        assertThat(policy.preferred(work.withComplexity(7), Dimension.MODEL)).contains("small");
        assertThat(policy.preferred(work, Dimension.AGENT)).isEmpty();
        assertThat(policy.preferred(Profile.of("post"), Dimension.MODEL)).isEmpty();
    }

    @Test
    void whatChangesAreAboutTellsWhichExcludeEachOther() {
        var mail = Subject.task("mail");
        Where blue = new Where.Is("team", "blue");
        Where red = new Where.Is("team", "red");
        assertThat(new Change.PreferWhere(mail, blue, Dimension.MODEL, "a").place())
                .isEqualTo(new Change.PreferWhere(mail, blue, Dimension.MODEL, "b").place())
                .isNotEqualTo(new Change.PreferWhere(mail, red, Dimension.MODEL, "a").place());
        assertThat(new Change.MoveThreshold(Subject.EVERYTHING, "hard", 5).place())
                .isEqualTo(new Change.MoveThreshold(Subject.EVERYTHING, "hard", 6).place())
                .isNotEqualTo(new Change.MoveThreshold(Subject.EVERYTHING, "big", 5).place());
    }

    @Test
    void whatHoldsForAComponentIsTheLatest() {
        var shop = Subject.component("shop");
        var policy = Policy.INITIAL
                .with(new Change.PreferStrategies(shop, FailureClass.TIMEOUT, List.of("retry")))
                .with(new Change.PreferStrategies(shop, FailureClass.TIMEOUT, List.of("fallback")))
                .with(new Change.SetBudget(shop, 40));

        assertThat(policy.strategies("shop", FailureClass.TIMEOUT)).containsExactly("fallback");
        assertThat(policy.strategies("shop", FailureClass.NETWORK)).isEmpty();
        assertThat(policy.strategies("mail", FailureClass.TIMEOUT)).isEmpty();
        GuardSettings configured = GuardSettings.STANDARD.withBudgets(Map.of("shop", 20, "mail", 30));
        assertThat(configured.under(policy).tokens("shop")).isEqualTo(40);
        assertThat(configured.under(policy).tokens("mail")).isEqualTo(30);
        assertThat(configured.under(Policy.INITIAL)).isSameAs(configured);
    }

    @Test
    void impossibleChangesAreRefused() {
        assertThatThrownBy(() -> new Change.SetBudget(Subject.task("mail"), 40))
                .hasMessage("What is set must be that of a component, but (task=mail) names none.");
        assertThatThrownBy(() -> new Change.SetBudget(Subject.component("shop"), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Change.BoostBy(FETCH, .6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Change.PreferWhere(FETCH, new Where.Is("a", "b"), Dimension.STEP, "c"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Change.MoveThreshold(FETCH, "hard", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Change.RetryUpTo(FETCH, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Change.TimeOutAfter(FETCH, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
