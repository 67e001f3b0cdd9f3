package dev.afterwise.heal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerState;
import dev.afterwise.BreakerState.Kind;
import dev.afterwise.CircuitOpenException;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.GuardSettings;
import dev.afterwise.Outcome;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.heal.guard.Dependency.Call;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to guards besides calls: settings, orders, listeners, forgetting. */
@Timeout(60)
class GuardLifeTest {
    private static final Duration TOOK = Duration.ofMillis(5);
    private static final Failure DOWN =
            Failure.of(FailureClass.UNAVAILABLE, Severity.MEDIUM, Transience.TRANSIENT, "E", "it is down");
    private static final BreakerLimits FIVE = BreakerLimits.after(5, Duration.ofSeconds(30));

    private final ManualTime time = new ManualTime();
    private final Guards guards = new Guards(time, Seeded.random());

    private boolean call(Guard guard, boolean succeeds) {
        long start = time.nanos();
        long permit = guard.enter(start);
        if (permit != Guard.REFUSED) {
            guard.leave(permit, start, succeeds ? new Outcome.Succeeded(TOOK) : new Outcome.Failed(TOOK, DOWN));
        }
        return permit != Guard.REFUSED;
    }

    private void fails(Guard guard, int times) {
        for (int i = 0; i < times; i++) {
            call(guard, false);
        }
    }

    @Test
    void aForcedBreakerLetsNothingThroughHoweverLongOneWaits() {
        Guard guard = guards.of("mail");
        guard.openBreaker();
        time.advance(Duration.ofDays(300));

        assertThat(call(guard, true)).isFalse();
        assertThat(guard.refuses()).isTrue();
        assertThat(guard.refusal()).isInstanceOf(CircuitOpenException.class).hasMessageContaining("somebody opened it");
        guard.resetBreaker();
        assertThat(call(guard, true)).isTrue();
    }

    @Test
    void aDryRunLetsEverythingThroughAndSaysWhatItWouldHaveDone() {
        guards.use(GuardSettings.STANDARD.withDryRun(Set.of("mail")));
        Guard guard = guards.of("mail");
        fails(guard, 5);
        assertThat(guard.breaker().kind()).isEqualTo(Kind.OPEN);
        for (int i = 0; i < 7; i++) {
            assertThat(call(guard, true)).isTrue();
        }

        assertThat(guard.refuses()).isFalse();
        assertThat(guard.untilProbe()).isZero();
        assertThat(guard.spared()).isEqualTo(7);
        assertThat(guard.breaker().kind()).isEqualTo(Kind.OPEN);
        time.advance(Duration.ofSeconds(30));
        for (int i = 0; i < 3; i++) {
            call(guard, true);
        }
        assertThat(guard.breaker().kind()).isEqualTo(Kind.CLOSED);
        assertThat(guard.spared()).isEqualTo(7);
    }

    @Test
    void noMoreCallsAreOutThanSomebodyWants() {
        guards.use(GuardSettings.STANDARD.withAtOnce(Map.of("mail", 2)));
        Guard guard = guards.of("mail");
        long first = guard.enter(time.nanos());
        guard.enter(time.nanos());
        assertThat(call(guard, true)).isFalse();
        assertThat(call(guards.of("search"), true)).isTrue();

        guards.use(GuardSettings.STANDARD.withAtOnce(Map.of(GuardSettings.OTHERS, 3)));
        assertThat(call(guard, true)).isTrue();
        guards.use(GuardSettings.STANDARD.withAtOnce(Map.of("mail", 1)));
        guard.abandon(first, time.nanos());
        assertThat(call(guard, true)).isFalse();

        guards.use(GuardSettings.STANDARD);
        assertThat(call(guard, true)).isTrue();
    }

    @Test
    void whatSomebodyOpensRefusesInADryRunToo() {
        guards.use(GuardSettings.STANDARD.withDryRun(Set.of(GuardSettings.OTHERS)));
        Guard guard = guards.of("mail");
        guard.openBreaker();

        assertThat(call(guard, true)).isFalse();
        assertThat(guard.refuses()).isTrue();
    }

    @Test
    void failuresInARowStillCountWhenTheLimitsChange() {
        var dependency = new Dependency(FIVE);
        dependency.fails(4);
        dependency.breaker.use(BreakerLimits.after(6, Duration.ofSeconds(10)), false, dependency.time.nanos());
        dependency.fails(1);
        assertThat(dependency.kind()).isEqualTo(Kind.CLOSED);
        dependency.fails(1);

        assertThat(dependency.kind()).isEqualTo(Kind.OPEN);
        assertThat(dependency.untilProbe()).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theWindowKeepsItsCountsWhenItsSpanChanges() {
        BreakerLimits minute = BreakerLimits.after(62, Duration.ofSeconds(30));
        BreakerLimits twoMinutes = new BreakerLimits(
                62, 0.5, 1, Duration.ofMinutes(1), Duration.ofMinutes(2), minute.openFor(), minute.longestOpen());
        for (BreakerLimits next : List.of(
                twoMinutes,
                new BreakerLimits(
                        62,
                        0.5,
                        1,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(48),
                        minute.openFor(),
                        minute.longestOpen()))) {
            var dependency = new Dependency(minute);
            for (int i = 0; i < 300; i++) { // The last 62 calls say nothing of these.
                dependency.advance(Duration.ofMillis(100));
                dependency.call(i < 200 ? i % 20 < 9 ? Ending.FAILED : Ending.SUCCEEDED : Ending.SUCCEEDED);
            }
            dependency.breaker.use(next, false, dependency.time.nanos());
            int more = 0;
            while (dependency.kind() == Kind.CLOSED && more < 1_000) {
                dependency.call(more++ % 20 == 19 ? Ending.SUCCEEDED : Ending.FAILED);
            }
            assertThat(more).as("calls until it opens with the last 62 alone").isBetween(30, 60);
        }
        var window = new Window(Duration.ofSeconds(16), 0);
        for (int second = 0; second < 16; second++) {
            window.add(TimeUnit.SECONDS.toNanos(second), second % 2 == 0, second % 4 == 0);
        }
        long now = TimeUnit.SECONDS.toNanos(15);
        assertThat(new Window(window, Duration.ofSeconds(160), now).failed(now)).isEqualTo(new Rate(8, 16));
        assertThat(new Window(window, Duration.ofSeconds(160), now).slow(now)).isEqualTo(new Rate(4, 16));
        assertThat(new Window(window, Duration.ofSeconds(4), now).failed(now).calls())
                .isBetween(4L, 5L);
    }

    @Test
    void aFullSliceFitsIntoALongerOne() {
        var window = new Window(Duration.ofSeconds(16), 0);
        for (int i = 0; i < 16_000; i++) {
            window.add(0, i % 4 == 0, false);
            window.add(TimeUnit.SECONDS.toNanos(1), i % 4 == 0, false);
        }
        long now = TimeUnit.SECONDS.toNanos(1);
        Rate rate = new Window(window, Duration.ofSeconds(160), now).failed(now);

        assertThat((double) rate.hits() / rate.calls()).isEqualTo(0.25);
        assertThat(rate.calls()).isGreaterThan(8_000);
    }

    @Test
    void anOpenBreakerStaysOpenUnderNewLimitsButNoLongerThanTheyAllow() {
        var dependency = new Dependency(FIVE);
        dependency.breakDown();
        Duration wait = dependency.untilProbe();
        dependency.breaker.use(BreakerLimits.after(2, Duration.ofSeconds(60)), false, dependency.time.nanos());
        assertThat(dependency.untilProbe()).isEqualTo(wait);
        dependency.breaker.use(BreakerLimits.after(2, Duration.ofMillis(100)), false, dependency.time.nanos());

        assertThat(dependency.untilProbe()).isEqualTo(Duration.ofMillis(500));
        assertThat(dependency.kind()).isEqualTo(Kind.OPEN);
    }

    @Test
    void flappingIsRememberedUnderNewLimits() {
        var changed = new Dependency(FIVE);
        var same = new Dependency(FIVE);
        for (int i = 0; i < 3; i++) {
            for (Dependency each : List.of(changed, same)) {
                each.breakDown();
                each.recover();
            }
        }
        changed.breaker.use(BreakerLimits.after(4, FIVE.openFor()), false, changed.time.nanos());
        changed.fails(4);
        same.fails(5);

        assertThat(changed.untilProbe()).isEqualTo(same.untilProbe());
    }

    @Test
    void callsThatAreOutWhenTheLimitsChangeEndAsIfNothingHadHappened() {
        BreakerLimits slow = FIVE.slow(0.5, Duration.ofSeconds(2));
        var dependency = new Dependency(slow);
        List<Call> out =
                java.util.stream.Stream.generate(dependency::begin).limit(30).toList();
        dependency.breaker.use(FIVE.slow(0.5, Duration.ofSeconds(5)), false, dependency.time.nanos() + 1);
        out.forEach(call -> dependency.end(call, Ending.SUCCEEDED));
        for (int i = 0; i < 100; i++) {
            dependency.advance(Duration.ofSeconds(3));
            assertThat(dependency.call(Ending.SUCCEEDED)).isTrue();
        }
    }

    @Test
    void everyoneWhoListensHearsTransitionsInOrder() throws InterruptedException {
        var heard = new LinkedBlockingQueue<GuardEvent>();
        guards.listen(event -> {
            throw new IllegalStateException("a bad listener");
        });
        guards.listen(heard::add);
        Guard guard = guards.of("mail");
        fails(guard, 5);
        time.advance(guard.untilProbe());
        for (int i = 0; i < 3; i++) {
            call(guard, true);
        }
        guard.openBreaker();
        guard.resetBreaker();

        for (Kind kind : List.of(Kind.OPEN, Kind.HALF_OPEN, Kind.CLOSED, Kind.FORCED_OPEN, Kind.CLOSED)) {
            assertThat(heard.poll(20, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            GuardEvent.Moved.class,
                            moved -> assertThat(moved.to()).isEqualTo(kind));
        }
    }

    @Test
    void aBudgetThatIsUsedUpIsToldOnceEachTime() throws InterruptedException {
        var heard = new LinkedBlockingQueue<GuardEvent>();
        guards.listen(heard::add);
        Guard guard = guards.of("mail");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 8; i++) {
                guard.affordsAnother(DOWN);
            }
            time.advance(Duration.ofMinutes(2));
        }
        guard.openBreaker();

        assertThat(heard.poll(20, TimeUnit.SECONDS)).isInstanceOf(GuardEvent.BudgetExhausted.class);
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isInstanceOf(GuardEvent.BudgetExhausted.class);
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isInstanceOf(GuardEvent.Moved.class);
    }

    @Test
    void aListenerThatHangsHoldsNobodyUpAndLosesOnlyWhatIsTooMuch() throws InterruptedException {
        var go = new CountDownLatch(1);
        var first = new CountDownLatch(1);
        var heard = new LinkedBlockingQueue<GuardEvent>();
        guards.listen(event -> {
            first.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            heard.add(event);
        });
        Guard guard = guards.of("mail");
        guard.openBreaker();
        first.await();
        for (int i = 0; i < News.MOST; i++) {
            guard.resetBreaker();
            guard.openBreaker();
        }
        assertThat(guards.untold()).isEqualTo(News.MOST);
        go.countDown();
        for (int i = 0; i < News.MOST + 1; i++) {
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void changesOfSettingsAreTold() throws InterruptedException {
        var heard = new LinkedBlockingQueue<GuardEvent>();
        Guard guard = guards.of("mail");
        guards.of("search");
        guards.listen(heard::add);
        guards.use(GuardSettings.STANDARD.withBreakers(Map.of("mail", FIVE.slow(0.3, TOOK))));

        assertThat(heard.poll(20, TimeUnit.SECONDS))
                .isEqualTo(new GuardEvent.Reconfigured("mail", time.now(), FIVE, FIVE.slow(0.3, TOOK), false));
        assertThat(guard.limits()).isEqualTo(FIVE.slow(0.3, TOOK));
        assertThat(heard).isEmpty();
    }

    @Test
    void aHundredThousandComponentsAreGuardedApartAndForgottenWhenTheyAreIdle() {
        for (int i = 0; i < Guards.MOST; i++) {
            assertThat(guards.of("component " + i).component()).isEqualTo("component " + i);
        }
        fails(guards.of("component 99999"), 5);
        guards.of("component 7").openBreaker();
        time.advance(Duration.ofMinutes(11));
        call(guards.of("component 1"), true);
        guards.tend();

        assertThat(guards.breakers()).containsOnlyKeys("component 1", "component 7");
        assertThat(guards.breakers()).containsEntry("component 7", new BreakerState.ForcedOpen());
    }

    @Test
    void whatIsInUseWhileOthersAreForgottenIsNeverUnprotected() throws Exception {
        BreakerMachineTest.inParallel(4, thread -> {
            for (int i = 0; i < 5_000; i++) {
                if (thread == 0) {
                    time.advance(Duration.ofMinutes(1));
                    guards.tend();
                } else {
                    Guard guard = guards.of("component " + (i % 10));
                    assertThat(guard.component()).isEqualTo("component " + (i % 10));
                    call(guard, i % 3 != 0);
                }
            }
        });
    }

    @Test
    void anOrderThatIsSeenAgainDoesNothingAgain() {
        var reset = new dev.afterwise.BreakerOrder("mail", dev.afterwise.BreakerOrder.Wish.RESET, Instant.EPOCH);
        Guard guard = guards.of("mail");
        guards.obey(List.of(reset));
        fails(guard, 5);
        guards.obey(List.of(reset));

        assertThat(guard.refuses()).isTrue();
        assertThatThrownBy(() -> {
                    throw guard.refusal();
                })
                .isInstanceOf(CircuitOpenException.class);
    }
}
