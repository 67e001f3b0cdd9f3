package dev.afterwise.heal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerState;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What guards make of components that are neither well nor down. */
class GuardLoadTest {
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);

    private final ManualTime time = new ManualTime();
    private final Guard guard =
            new Guards(component -> BreakerLimits.after(5, OPEN_FOR), time, Seeded.random()).of("service");

    private record Call(long permit, long start) {}

    private Call begin() {
        long start = time.nanos();
        return new Call(guard.enter(start), start);
    }

    private List<Call> begin(int calls) {
        List<Call> begun = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            begun.add(begin());
        }
        return begun;
    }

    private void end(Call call, Outcome.Ended outcome) {
        if (call.permit() != Guard.REFUSED) {
            guard.leave(call.permit(), call.start(), outcome);
        }
    }

    private static Outcome.Ended failed(FailureClass failureClass) {
        return new Outcome.Failed(
                Duration.ZERO, Failure.of(failureClass, Severity.MEDIUM, Transience.TRANSIENT, "E", ""));
    }

    private static Outcome.Ended good() {
        return new Outcome.Succeeded(Duration.ZERO);
    }

    @Test
    void letsFewerCallsThroughWhileTheyTimeOut() {
        List<Call> calls = begin(4);
        time.advance(Duration.ofSeconds(1));
        calls.forEach(call -> end(call, failed(FailureClass.TIMEOUT)));

        assertThat(guard.limit()).isEqualTo(OptionalInt.of(2));
        assertThat(begin(3).getLast().permit()).isEqualTo(Guard.REFUSED);
        assertThat(guard.refusal()).hasMessage("""
                        There must be room for another call of (service), but as many are out as it can take now.
                        Maybe try again when some have ended, or use something else meanwhile.""");
    }

    @Test
    void whatTheLimitRefusesIsNotHeldAgainstTheComponent() {
        List<Call> calls = begin(4);
        time.advance(Duration.ofSeconds(1));
        calls.forEach(call -> end(call, failed(FailureClass.TIMEOUT)));
        begin(100);

        assertThat(guard.breaker()).isInstanceOf(BreakerState.Closed.class);
        assertThat(guard.budget()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsRefusedIsNoOverload() {
        List<Call> calls = begin(4);
        calls.forEach(call -> end(call, failed(FailureClass.CONNECTION)));

        assertThat(guard.limit()).isEmpty();
    }

    @Test
    void whoAsksForFewerCallsIsNotDown() {
        for (int i = 0; i < 9; i++) {
            end(begin(), good());
            end(begin(), failed(FailureClass.RATE_LIMIT));
            end(begin(), failed(FailureClass.RATE_LIMIT));
            end(begin(), failed(FailureClass.RATE_LIMIT));
            end(begin(), failed(FailureClass.RATE_LIMIT));
            end(begin(), failed(FailureClass.RATE_LIMIT));
            end(begin(), failed(FailureClass.RATE_LIMIT));
            end(begin(), good());
            end(begin(), good());
            end(begin(), good());
            end(begin(), good());
        }

        assertThat(guard.breaker()).isInstanceOf(BreakerState.Closed.class);
    }

    @Test
    void whoOnlyAsksForFewerCallsIsLeftAlone() {
        for (int i = 0; i < 10; i++) {
            end(begin(), failed(FailureClass.RATE_LIMIT));
        }

        assertThat(guard.breaker()).isInstanceOf(BreakerState.Open.class);
    }

    @Test
    void fiveFailuresInARowAreChanceWhereOneCallInFourFails() {
        for (int i = 0; i < 60; i++) {
            end(begin(), i % 4 == 0 ? failed(FailureClass.CONNECTION) : good());
        }
        for (int i = 0; i < 6; i++) {
            end(begin(), failed(FailureClass.CONNECTION));
        }
        assertThat(guard.breaker()).isInstanceOf(BreakerState.Closed.class);
        for (int i = 0; i < 3; i++) {
            end(begin(), failed(FailureClass.CONNECTION));
        }

        assertThat(guard.breaker()).isInstanceOf(BreakerState.Open.class);
    }

    @Test
    void fiveFailuresInARowAreEnoughWhereOneCallInThirtyFails() {
        for (int i = 0; i < 60; i++) {
            end(begin(), i % 30 == 0 ? failed(FailureClass.CONNECTION) : good());
        }
        for (int i = 0; i < 5; i++) {
            end(begin(), failed(FailureClass.CONNECTION));
        }

        assertThat(guard.breaker()).isInstanceOf(BreakerState.Open.class);
    }

    @Test
    void waitsNoLongerForBeingDownAgainWhereItWasGoodMeanwhile() {
        for (int cycle = 0; cycle < 50; cycle++) {
            while (guard.breaker() instanceof BreakerState.Closed) {
                end(begin(), failed(FailureClass.CONNECTION));
            }
            assertThat(guard.untilProbe()).isLessThanOrEqualTo(OPEN_FOR);
            time.advance(guard.untilProbe());
            for (int i = 0; i < 20; i++) {
                end(begin(), good());
            }
        }
    }

    @Test
    void waitsHalfAsLongAfterAProbeThatFailed() {
        while (guard.breaker() instanceof BreakerState.Closed) {
            end(begin(), failed(FailureClass.CONNECTION));
        }
        for (int i = 0; i < 50; i++) {
            time.advance(guard.untilProbe());
            end(begin(), failed(FailureClass.CONNECTION));
            assertThat(guard.untilProbe()).isBetween(OPEN_FOR.dividedBy(6), OPEN_FOR.dividedBy(2));
        }
    }

    @Test
    void aRetryThatHelpsPaysForItselfAndAnother() {
        Failure failure = Failure.of(FailureClass.CONNECTION, Severity.MEDIUM, Transience.TRANSIENT, "E", "");
        assertThat(guard.affordsAnother(failure)).isTrue();
        assertThat(guard.affordsAnother(failure)).isTrue();
        assertThat(guard.affordsAnother(failure)).isTrue();
        guard.helped(failure);

        assertThat(guard.budget()).isEqualTo(.9);
    }
}
