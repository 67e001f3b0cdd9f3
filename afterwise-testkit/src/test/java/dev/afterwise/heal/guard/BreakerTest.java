package dev.afterwise.heal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerState;
import dev.afterwise.heal.guard.Dependency.Call;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);

    private final Dependency dependency = new Dependency(BreakerLimits.after(5, OPEN_FOR));

    @ParameterizedTest
    @CsvSource({"ai_provider,3,30", "persistence,5,60", "agent_coordinator,2,15", "tool_call,3,45", "any other,5,30"})
    void opensAfterAsManyFailuresInARowAsTheComponentAllows(String component, int failures, long seconds) {
        var known = new Dependency(BreakerLimits.of(component));
        known.fails(failures - 1);
        assertThat(known.kind()).isEqualTo(BreakerState.Kind.CLOSED);
        known.fails(1);

        assertThat(known.kind()).isEqualTo(BreakerState.Kind.OPEN);
        assertThat(known.untilProbe()).isBetween(Duration.ofSeconds(seconds).dividedBy(3), Duration.ofSeconds(seconds));
    }

    @Test
    void aSuccessInBetweenBeginsTheRowAnew() {
        dependency.succeeds(20);
        for (int i = 0; i < 3; i++) {
            dependency.fails(4);
            dependency.succeeds(1);
        }

        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.CLOSED);
    }

    @Test
    void fewerThanTenCallsAreTooFewForARate() {
        var patient = new Dependency(BreakerLimits.after(62, OPEN_FOR));
        patient.fails(9);
        assertThat(patient.kind()).isEqualTo(BreakerState.Kind.CLOSED);
        patient.fails(1);

        assertThat(patient.kind()).isEqualTo(BreakerState.Kind.OPEN);
    }

    @Test
    void opensWhenClearlyMoreThanHalfOfTheCallsFail() {
        int calls = 0;
        while (dependency.kind() == BreakerState.Kind.CLOSED && calls < 1_000) {
            dependency.call(calls++ % 3 == 0 ? Ending.SUCCEEDED : Ending.FAILED);
        }

        assertThat(calls).isBetween(20, 60);
    }

    @Test
    void staysClosedWhenLessThanHalfOfTheCallsFail() {
        for (int i = 0; i < 1_000; i++) {
            dependency.advance(Duration.ofMillis(100));
            dependency.call(i % 5 < 2 ? Ending.FAILED : Ending.SUCCEEDED);
        }

        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.CLOSED);
    }

    @Test
    void whatIsCalledNowAndThenIsJudgedByItsLastCalls() {
        for (int i = 0; i < 40; i++) {
            dependency.advance(Duration.ofHours(1));
            dependency.call(i % 4 == 0 ? Ending.SUCCEEDED : Ending.FAILED);
        }

        assertThat(dependency.breaker.state(dependency.time.nanos())).isNotEqualTo(new BreakerState.Closed());
    }

    @Test
    void anOpenBreakerLetsNothingThroughUntilItsTimeIsOver() {
        dependency.breakDown();
        dependency.advance(dependency.untilProbe().minusNanos(1));
        assertThat(dependency.call(Ending.SUCCEEDED)).isFalse();
        dependency.advance(Duration.ofNanos(1));

        assertThat(dependency.call(Ending.SUCCEEDED)).isTrue();
    }

    @Test
    void saysWhenItMayBeTriedAgain() {
        dependency.breakDown();

        assertThat(dependency.breaker.state(dependency.time.nanos()))
                .isInstanceOfSatisfying(
                        BreakerState.Open.class,
                        open -> assertThat(open.retryAt())
                                .isBetween(
                                        dependency.time.now().plusSeconds(10),
                                        dependency.time.now().plusSeconds(30)));
    }

    @Test
    void letsOneThenTwoThenFourProbesThroughAndThenCloses() {
        dependency.breakDown();
        dependency.waitForProbe();
        for (int atATime : new int[] {1, 2, 4}) {
            List<Call> probes = Stream.generate(dependency::begin)
                    .limit(10)
                    .filter(call -> !call.refused())
                    .toList();
            assertThat(probes).hasSize(atATime);
            probes.stream().skip(1).forEach(probe -> dependency.end(probe, Ending.ABANDONED));
            dependency.end(probes.getFirst(), Ending.SUCCEEDED);
        }

        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.CLOSED);
    }

    @Test
    void oneFailedProbeOpensItAgain() {
        dependency.breakDown();
        dependency.waitForProbe();
        dependency.succeeds(1);
        Call one = dependency.begin();
        Call other = dependency.begin();
        dependency.end(one, Ending.FAILED);
        dependency.end(other, Ending.SUCCEEDED);

        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.OPEN);
    }

    @Test
    void aProbeThatWasStoppedIsGivenToTheNextCall() {
        dependency.breakDown();
        dependency.waitForProbe();
        Call stopped = dependency.begin();
        assertThat(dependency.begin().refused()).isTrue();
        dependency.end(stopped, Ending.ABANDONED);

        assertThat(dependency.call(Ending.SUCCEEDED)).isTrue();
    }

    @Test
    void whatHappenedBeforeItWasClosedIsForgotten() {
        dependency.breakDown();
        dependency.recover();
        dependency.fails(3);

        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.CLOSED);
    }

    @Test
    void opensWhenCallsAreSlow() {
        var slow = new Dependency(BreakerLimits.after(5, OPEN_FOR).slow(0.5, Duration.ofSeconds(2)));
        int calls = 0;
        while (slow.kind() == BreakerState.Kind.CLOSED && calls < 100) {
            Call call = slow.begin();
            slow.advance(Duration.ofSeconds(2));
            slow.end(call, Ending.SUCCEEDED);
            calls++;
        }

        assertThat(calls).isEqualTo(10);
    }

    @Test
    void opensWhenCallsHangAlthoughNoneOfThemHasEnded() {
        var hanging = new Dependency(BreakerLimits.after(5, OPEN_FOR).slow(0.5, Duration.ofSeconds(8)));
        hanging.succeeds(3);
        for (int i = 0; i < 20; i++) {
            assertThat(hanging.begin().refused()).isFalse();
        }
        hanging.advance(Duration.ofSeconds(7));
        assertThat(hanging.begin().refused()).isFalse();
        hanging.advance(Duration.ofSeconds(3));

        assertThat(hanging.begin().refused()).isTrue();
        assertThat(hanging.kind()).isEqualTo(BreakerState.Kind.OPEN);
    }

    @Test
    void aProbeThatIsSlowHasFailedWhereSlowCallsCount() {
        var slow = new Dependency(BreakerLimits.after(1, OPEN_FOR).slow(0.5, Duration.ofSeconds(2)));
        slow.breakDown();
        slow.waitForProbe();
        Call probe = slow.begin();
        slow.advance(Duration.ofSeconds(3));
        slow.end(probe, Ending.SUCCEEDED);

        assertThat(slow.kind()).isEqualTo(BreakerState.Kind.OPEN);
    }

    @Test
    void slowCallsDoNotMatterByDefault() {
        for (int i = 0; i < 100; i++) {
            Call call = dependency.begin();
            dependency.advance(Duration.ofHours(1));
            dependency.end(call, Ending.SUCCEEDED);
        }

        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.CLOSED);
    }

    @Test
    void aComponentWhoseCallsTakeLongerThanALeaseIsFoundWellInTheEnd() {
        dependency.breakDown();
        int outages = 0;
        while (dependency.kind() != BreakerState.Kind.CLOSED && outages++ < 20) {
            dependency.waitForProbe();
            Call call = dependency.begin();
            dependency.advance(Duration.ofMinutes(5));
            dependency.end(call, Ending.SUCCEEDED);
        }

        assertThat(outages).isLessThan(10);
    }

    @Test
    void closesWhenItIsReset() {
        dependency.breakDown();
        dependency.breaker.reset(dependency.time.nanos());
        dependency.breaker.reset(dependency.time.nanos());

        assertThat(dependency.call(Ending.SUCCEEDED)).isTrue();
        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.CLOSED);
    }

    @Test
    void theDocumentedTableIsTheOneItGoesBy() throws Exception {
        assertThat(Files.readString(Path.of("../docs/healing.md"))).contains(Transition.markdown());
    }

    @Test
    void everyMoveOfTheTableIsDecidedByTheStateAndTheSign() {
        assertThat(Transition.TABLE)
                .extracting(move -> move.from() + " " + move.on())
                .doesNotHaveDuplicates();
        assertThat(Transition.TABLE).extracting(Transition::on).contains(Sign.values());
        assertThat(Transition.of(BreakerState.Kind.CLOSED, Sign.PROBE_FAILED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0,.5,.5,1,1,1,1",
        "63,.5,.5,1,1,1,1",
        "5,1.1,.5,1,1,1,1",
        "5,.5,-1,1,1,1,1",
        "5,.5,NaN,1,1,1,1",
        "5,.5,.5,0,1,1,1",
        "5,.5,.5,1,0,1,1",
        "5,.5,.5,1,1,0,1",
        "5,.5,.5,1,1,2,1",
        "5,.5,.5,1,1,1,100000"
    })
    void limitsOutOfRangeAreRefused(int row, double failures, double slow, long a, long b, long c, long d) {
        assertThatThrownBy(() -> new BreakerLimits(
                        row,
                        failures,
                        slow,
                        Duration.ofSeconds(a),
                        Duration.ofSeconds(b),
                        Duration.ofSeconds(c),
                        Duration.ofSeconds(d)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must");
    }
}
