package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.heal.Explanation;
import dev.afterwise.heal.Preferences;
import dev.afterwise.heal.Remedy;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.store.Document.Adopted;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Healing does what was adopted. */
class ObeyedPolicyTest {
    private static final Subject SHOP = Subject.component("shop");
    private static final BreakerLimits QUICK = BreakerLimits.after(2, Duration.ofSeconds(5));

    private final ManualTime time = new ManualTime();
    private final Guards guards = new Guards(time, Seeded.random());

    @Test
    void aBreakerGoesByTheLimitsThatWereAdopted() {
        guards.use(GuardSettings.STANDARD.withBreakers(Map.of("shop", BreakerLimits.after(9, Duration.ofSeconds(9)))));
        guards.of("shop");
        guards.follow(Policy.INITIAL.with(new Change.SetBreaker(SHOP, QUICK)));
        assertThat(guards.of("shop").limits()).isEqualTo(QUICK);
        assertThat(guards.of("mail").limits()).isEqualTo(BreakerLimits.STANDARD);

        guards.use(GuardSettings.STANDARD);
        assertThat(guards.of("shop").limits()).isEqualTo(QUICK);
        guards.follow(Policy.INITIAL);
        assertThat(guards.of("shop").limits()).isEqualTo(BreakerLimits.STANDARD);
    }

    @Test
    void aBudgetHoldsAsMuchAsWasAdopted() {
        assertThat(retries(guards)).isEqualTo(5);
        var other = new Guards(time, Seeded.random());
        other.of("shop");
        other.follow(Policy.INITIAL.with(new Change.SetBudget(SHOP, 40)));
        assertThat(retries(other)).isEqualTo(20);
    }

    private static int retries(Guards guards) {
        var failure = Failure.of(FailureClass.TIMEOUT, Severity.MEDIUM, Transience.TRANSIENT, "", "");
        int retries = 0;
        while (guards.of("shop").affordsAnother(failure)) {
            retries++;
        }
        return retries;
    }

    @Test
    void whatWasAdoptedComesBeforeWhatExpertsExpect() {
        var preferences = new Preferences(time, Seeded.random());
        List<Remedy> suggested = Remedy.against(FailureClass.TIMEOUT, Transience.TRANSIENT);
        assertThat(first(preferences, suggested)).isEqualTo("retry");

        preferences.follow(Policy.INITIAL.with(
                new Change.PreferStrategies(SHOP, FailureClass.TIMEOUT, List.of("fallback", "unheard of"))));
        assertThat(first(preferences, suggested)).isEqualTo("fallback");
        assertThat(preferences
                        .explain("mail", FailureClass.TIMEOUT, suggested, List.of())
                        .weighed()
                        .getFirst()
                        .strategy())
                .isEqualTo("retry");
    }

    private static String first(Preferences preferences, List<Remedy> suggested) {
        Explanation explained = preferences.explain("shop", FailureClass.TIMEOUT, suggested, List.of());
        return explained.weighed().getFirst().strategy();
    }

    @Test
    void workThatWasShieldedIsNotTriedOutOn() {
        guards.follow(Policy.INITIAL.with(new Change.ShieldWork(Subject.task("payroll"))));
        assertThat(guards.isShielded(Profile.of("payroll"))).isTrue();
        assertThat(guards.isShielded(Profile.of("mail"))).isFalse();
        assertThat(guards.admits("shop", Profile.of("mail"))).isTrue();
    }

    @Test
    void aBoostThatWasAdoptedHoldsForEveryRunOfTheTask() throws IOException {
        Store store = Store.inMemory(time);
        var boosted = Policy.INITIAL.with(new Change.BoostBy(Subject.task("mail"), .5));
        store.workspace(Workspace.DEFAULT).ledger().write(Map.of(new Adopted(boosted), 0L));
        try (var afterwise = Afterwise.with(store, Settings.STANDARD.with(time))) {
            assertThat(attempts(afterwise, "post")).isEqualTo(3);
            assertThat(attempts(afterwise, "mail")).isEqualTo(5);
            afterwise.flush();
            assertThat(afterwise
                            .history()
                            .find(new Query(Filter.of(Subject.task("mail")), null, 1))
                            .items())
                    .singleElement()
                    .satisfies(it -> assertThat(it.profile().attributes()).containsEntry("boost", Value.of(.5)));
        }
    }

    private static int attempts(Afterwise afterwise, String task) {
        var attempts = new AtomicInteger();
        assertThatThrownBy(() -> afterwise.run(
                        task,
                        run -> run.call("shop-" + task, () -> {
                            attempts.incrementAndGet();
                            throw new SocketTimeoutException("Read timed out");
                        })))
                .isInstanceOf(SocketTimeoutException.class);
        return attempts.get();
    }
}
