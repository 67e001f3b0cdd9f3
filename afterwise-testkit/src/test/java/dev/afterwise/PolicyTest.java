package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
    void impossibleChangesAreRefused() {
        assertThatThrownBy(() -> new Change.RetryUpTo(FETCH, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Change.TimeOutAfter(FETCH, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
