package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.plan.Plan;
import dev.afterwise.plan.Threshold;
import dev.afterwise.store.Document.Adopted;
import dev.afterwise.store.Document.Audited;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory(time);
    private final Settings settings = Settings.STANDARD.with(time).with(Map.of("hard", Threshold.of("complexity > 7")));
    private final Afterwise afterwise = Afterwise.with(store, settings);

    @AfterEach
    void close() {
        afterwise.close();
    }

    @Test
    void aThresholdThatSomebodySetHoldsUntilItIsReset() {
        Policy policy = afterwise.thresholds().set("hard", 5);
        assertThat(policy.version()).isEqualTo(1);
        assertThat(afterwise.isAbove("hard", 6)).isTrue();
        assertThat(afterwise.thresholds().list()).singleElement().satisfies(it -> {
            assertThat(it.isMoved()).isTrue();
            assertThat(it.now()).hasToString("complexity > 5");
            assertThat(it.declared()).hasToString("complexity > 7");
        });

        afterwise.thresholds().set("hard", 3);
        afterwise.thresholds().reset("hard");
        assertThat(afterwise.isAbove("hard", 6)).isFalse();
        assertThat(afterwise.policy().changes()).isEmpty();
        assertThat(afterwise.thresholds().reset("hard")).isEqualTo(afterwise.policy());
        assertThat(store.workspace(Workspace.DEFAULT).ledger().list(Audited.class))
                .extracting(each -> each.document().action())
                .containsExactlyInAnyOrder("set", "set", "reset");
    }

    @Test
    void whatAnotherProcessAdoptsHoldsTenSecondsLater() {
        assertThat(afterwise.isAbove("hard", 6)).isFalse();
        var moved = Policy.INITIAL.with(new Change.MoveThreshold(Subject.EVERYTHING, "hard", 5));
        store.workspace(Workspace.DEFAULT).ledger().write(Map.of(new Adopted(moved), 0L));

        assertThat(afterwise.isAbove("hard", 6)).isFalse();
        time.advance(Duration.ofSeconds(10));
        assertThat(afterwise.isAbove("hard", 6)).isTrue();
    }

    @Test
    void onlyAThresholdThatThereIsCanBeSet() {
        assertThatThrownBy(() -> afterwise.thresholds().set("heavy", 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(heavy)");
        assertThatThrownBy(() -> afterwise.thresholds().set("hard", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(afterwise.thresholds().find("heavy")).isEmpty();
    }

    @Test
    void whatIsAskedInARunIsRecordedThere() {
        afterwise.run("build", run -> afterwise.isAbove("hard", 8));
        afterwise.flush();
        assertThat(afterwise.history().find(new Query(Filter.ALL, null, 1)).items())
                .singleElement()
                .satisfies(it -> assertThat(it.profile().attributes())
                        .containsEntry("complexity", Value.of(8))
                        .containsEntry("threshold.hard", Value.of("complexity > 7")));
    }

    @Test
    void whatTheRunSaysItselfIsLeftAlone() {
        afterwise.run(Profile.of("build").withComplexity(3), run -> afterwise.isAbove("hard", 8));
        afterwise.flush();
        assertThat(afterwise.history().find(new Query(Filter.ALL, null, 1)).items())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.profile().complexity()).isEqualTo(3);
                    assertThat(it.profile().attributes()).doesNotContainKey("complexity");
                });
    }

    @Test
    void plansGoByWhereTheThresholdWasMoved() {
        Threshold hard = Threshold.of("complexity > 7");
        Threshold own = Threshold.of("files > 7");
        var plan = new Plan("deploy", List.of(), new TreeMap<>(Map.of("hard", hard, "own", own)), List.of());
        Policy policy = Policy.INITIAL
                .with(new Change.MoveThreshold(Subject.EVERYTHING, "hard", 5))
                .with(new Change.MoveThreshold(Subject.EVERYTHING, "own", 1))
                .with(new Change.MoveThreshold(Subject.task("deploy"), "own", 2))
                .with(new Change.MoveThreshold(Subject.task("other"), "own", 3));

        assertThat(plan.under(policy, Map.of("hard", hard)).thresholds())
                .containsEntry("hard", hard.withAbove(5))
                .containsEntry("own", own.withAbove(2));
        assertThat(plan.under(policy, Map.of()).thresholds()).containsEntry("hard", hard);
        assertThat(plan.under(Policy.INITIAL, Map.of("hard", hard))).isSameAs(plan);
    }
}
