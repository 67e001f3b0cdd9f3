package dev.afterwise.heal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Afterwise;
import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerState;
import dev.afterwise.CircuitOpenException;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Recovery;
import dev.afterwise.Settings;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.heal.Healer;
import dev.afterwise.heal.Tries;
import dev.afterwise.heal.guard.Dependency.Call;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nine defects that circuit breakers and retries in wide use have. */
class PitfallsTest {
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);

    private final Dependency dependency = new Dependency(BreakerLimits.after(5, OPEN_FOR));

    @Test
    void pitfallOneASuccessFromBeforeTheOutageDoesNotCloseAHalfOpenBreaker() {
        List<Call> begunBefore =
                List.of(dependency.begin(), dependency.begin(), dependency.begin(), dependency.begin());
        dependency.breakDown();
        dependency.waitForProbe();
        Call probe = dependency.begin();
        begunBefore.forEach(call -> dependency.end(call, Ending.SUCCEEDED));

        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.HALF_OPEN);
        assertThat(dependency.begin().refused()).isTrue();
        dependency.end(probe, Ending.FAILED);
        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.OPEN);
    }

    @Test
    void pitfallTwoALateTimeOutFromBeforeTheOutageOpensNothingAgain() {
        List<Call> begunBefore = List.of(
                dependency.begin(),
                dependency.begin(),
                dependency.begin(),
                dependency.begin(),
                dependency.begin(),
                dependency.begin());
        dependency.breakDown();
        dependency.waitForProbe();
        dependency.succeeds(1);
        dependency.end(begunBefore.getFirst(), Ending.FAILED);
        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.HALF_OPEN);
        dependency.succeeds(2);
        begunBefore.stream().skip(1).forEach(call -> dependency.end(call, Ending.FAILED));

        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.CLOSED);
        dependency.fails(4);
        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.CLOSED);
    }

    @Test
    void pitfallThreeProbesThatNeverComeBackHaveFailedWhenTheirLeaseEnds() {
        dependency.breakDown();
        for (int lost = 0; lost < 5; lost++) {
            dependency.waitForProbe();
            assertThat(dependency.begin().refused()).isFalse();
            assertThat(dependency.begin().refused()).isTrue();
            dependency.waitForProbe();
            dependency.call(Ending.ABANDONED);
            assertThat(dependency.kind()).isNotEqualTo(BreakerState.Kind.CLOSED);
        }
        dependency.advance(Duration.ofDays(1));

        assertThat(dependency.call(Ending.SUCCEEDED)).isTrue();
        dependency.succeeds(2);
        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.CLOSED);
    }

    @Test
    void pitfallFourCallsThatDecideNothingMintNoPermits() {
        List<Call> begunBefore = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            begunBefore.add(dependency.begin());
        }
        dependency.breakDown();
        dependency.waitForProbe();
        Call probe = dependency.begin();
        int admitted = 0;
        for (Call call : begunBefore) {
            dependency.end(call, Ending.ABANDONED);
            admitted += dependency.begin().refused() ? 0 : 1;
        }

        assertThat(admitted).isZero();
        dependency.end(probe, Ending.ABANDONED);
        assertThat(dependency.begin().refused()).isFalse();
        assertThat(dependency.begin().refused()).isTrue();
    }

    @Test
    void pitfallFiveWaitsThatHaveReachedTheirCapAreStillSpread() {
        var time = new ManualTime();
        var healer = new Healer(time, Seeded.random());
        Duration cap = Duration.ofSeconds(10);
        var failure = Failure.of(FailureClass.UNAVAILABLE, Severity.MEDIUM, Transience.TRANSIENT, "E", "");
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            waits.add(((Recovery.Retry) healer.after(
                            failure,
                            12,
                            Tries.of(20, Duration.ofMillis(100), cap),
                            0,
                            Guard.alone("search", 100, time, Seeded.random())))
                    .after());
        }

        assertThat(waits).doesNotHaveDuplicates().allMatch(wait -> wait.compareTo(cap) <= 0);
        assertThat(waits)
                .filteredOn(wait -> wait.compareTo(cap.dividedBy(2)) < 0)
                .hasSizeBetween(430, 570);
    }

    @Test
    void pitfallSixNobodySleepsBeforeAnOpenBreaker() {
        var time = new ManualTime();
        var calls = new AtomicInteger();
        try (var afterwise = Afterwise.with(Store.inMemory(), Settings.STANDARD.with(time))) {
            while (afterwise
                            .breakers()
                            .getOrDefault("service", new BreakerState.Closed())
                            .kind()
                    == BreakerState.Kind.CLOSED) {
                assertThatThrownBy(() -> afterwise.call("service", () -> {
                            calls.incrementAndGet();
                            throw new ConnectException("Connection refused");
                        }))
                        .isInstanceOf(ConnectException.class);
            }
            int made = calls.get();
            int slept = time.sleeps().size();
            for (int i = 0; i < 100; i++) {
                assertThatThrownBy(() -> afterwise.call("service", calls::incrementAndGet))
                        .isInstanceOf(CircuitOpenException.class);
            }

            assertThat(made).isEqualTo(5);
            assertThat(calls).hasValue(made);
            assertThat(time.sleeps()).hasSize(slept);
        }
    }

    @Test
    void pitfallSevenAWallClockThatStepsBackChangesNothing() {
        for (int i = 0; i < 30; i++) {
            dependency.call(i % 4 == 0 ? Ending.SUCCEEDED : Ending.FAILED);
            dependency.time.setBack(Duration.ofSeconds(5));
        }
        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.OPEN);
        dependency.time.setBack(Duration.ofHours(1));
        Duration wait = dependency.untilProbe();
        assertThat(wait).isBetween(OPEN_FOR.dividedBy(3), OPEN_FOR);
        dependency.advance(wait);

        assertThat(dependency.call(Ending.SUCCEEDED)).isTrue();
    }

    @Test
    void pitfallEightWindowsGoByTheTimeTheyAreGiven() {
        var busy = new Dependency(
                new BreakerLimits(62, 0.5, 1, Duration.ofMinutes(1), Duration.ofMinutes(1), OPEN_FOR, OPEN_FOR));
        busy.succeeds(5_000);
        busy.advance(Duration.ofSeconds(30));
        for (int i = 0; i < 40; i++) {
            busy.call(i % 2 == 0 ? Ending.FAILED : Ending.SUCCEEDED);
        }
        assertThat(busy.kind()).isEqualTo(BreakerState.Kind.CLOSED);
        busy.advance(Duration.ofSeconds(40));
        int failed = 0;
        while (busy.kind() == BreakerState.Kind.CLOSED && failed < 1_000) {
            busy.fails(1);
            failed++;
        }

        assertThat(failed).isBetween(5, 17);
    }

    @Test
    void pitfallNineFlappingLetsFewerAndFewerCallsThrough() {
        List<Duration> waits = new ArrayList<>();
        int letThrough = 0;
        Duration passed = Duration.ZERO;
        while (passed.compareTo(Duration.ofHours(10)) < 0) {
            letThrough += dependency.breakDown();
            Duration wait = dependency.untilProbe();
            waits.add(wait);
            passed = passed.plus(wait);
            dependency.recover();
        }
        double mean = waits.stream().mapToLong(Duration::toMillis).average().orElseThrow();

        assertThat(waits.getFirst()).isLessThanOrEqualTo(OPEN_FOR);
        assertThat(waits).allMatch(wait -> wait.compareTo(dependency.limits.longestOpen()) <= 0);
        assertThat(mean).isGreaterThan(1.5 * OPEN_FOR.toMillis());
        assertThat(letThrough / passed.toMinutes()).isLessThan(8);

        dependency.advance(dependency.limits.longestOpen());
        dependency.breakDown();
        assertThat(dependency.untilProbe()).isLessThanOrEqualTo(OPEN_FOR);
    }
}
