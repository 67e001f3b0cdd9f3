package dev.afterwise.heal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.BreakerState;
import dev.afterwise.CircuitOpenException;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.heal.Healer;
import dev.afterwise.heal.Tries;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardTest {
    private static final Duration TOOK = Duration.ofMillis(1);

    private final ManualTime time = new ManualTime();
    private final Guards guards = new Guards(time, Seeded.random());
    private final Guard guard = guards.of("service");
    private final Healer healer = new Healer(time, Seeded.random());

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"TIMEOUT", "RATE_LIMIT", "NETWORK", "CONNECTION", "UNAVAILABLE", "RESOURCE_EXHAUSTED"})
    void whatIsTheComponentsOwnFaultIsHeldAgainstIt(FailureClass failureClass) {
        attempts(10, failed(failureClass, Transience.PERMANENT));

        assertThat(guard.breaker()).isInstanceOf(BreakerState.Open.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"SYNTAX", "NOT_FOUND", "PERMISSION", "MODEL_ERROR", "TOO_LARGE", "VALIDATION"})
    void aComponentThatRefusesWhatItIsAskedIsWell(FailureClass failureClass) {
        attempts(100, failed(failureClass, Transience.PERMANENT));
        after(failureClass, Transience.PERMANENT);

        assertThat(guard.breaker()).isInstanceOf(BreakerState.Closed.class);
        assertThat(guard.budget()).isEqualTo(1);
    }

    @Test
    void whatWasStoppedOrRefusedElsewhereSaysNothing() {
        attempts(100, new Outcome.Cancelled(TOOK, "stopped"));
        attempts(100, new Outcome.Unknown(TOOK));
        attempts(100, failed(FailureClass.CANCELLED, Transience.UNKNOWN));
        attempts(100, failed(FailureClass.CIRCUIT_OPEN, Transience.TRANSIENT));

        assertThat(guard.breaker()).isInstanceOf(BreakerState.Closed.class);
    }

    @Test
    void aProbeThatSaysNothingIsGivenToTheNextAttempt() {
        attempts(5, failed(FailureClass.TIMEOUT, Transience.TRANSIENT));
        time.advance(Duration.ofSeconds(30));
        attempts(1, new Outcome.Cancelled(TOOK, "stopped"));
        attempts(1, new Outcome.Unknown(TOOK));
        attempts(1, failed(FailureClass.CANCELLED, Transience.UNKNOWN));
        guard.abandon(guard.enter(time.nanos()), time.nanos());
        assertThat(guard.breaker()).isEqualTo(new BreakerState.HalfOpen(1));
        attempts(3, new Outcome.Succeeded(TOOK));

        assertThat(guard.breaker()).isInstanceOf(BreakerState.Closed.class);
    }

    @Test
    void retriesWhatMayPass() {
        assertThat(after(FailureClass.TIMEOUT, Transience.TRANSIENT)).isInstanceOf(Recovery.Retry.class);
        assertThat(guard.budget()).isEqualTo(0.9);
    }

    @Test
    void neverRetriesWhatStaysOrWasStoppedOrRefusedByABreaker() {
        assertThat(after(FailureClass.VALIDATION, Transience.PERMANENT)).isInstanceOf(Recovery.GiveUp.class);
        assertThat(after(FailureClass.CANCELLED, Transience.UNKNOWN)).isInstanceOf(Recovery.GiveUp.class);
        assertThat(after(FailureClass.CIRCUIT_OPEN, Transience.TRANSIENT)).isInstanceOf(Recovery.GiveUp.class);
        assertThat(guard.budget()).isEqualTo(1);
    }

    @Test
    void givesUpWhenTheBudgetIsUsedUp() {
        for (int i = 0; i < 5; i++) {
            assertThat(after(FailureClass.TIMEOUT, Transience.TRANSIENT)).isInstanceOf(Recovery.Retry.class);
        }

        assertThat(after(FailureClass.TIMEOUT, Transience.TRANSIENT).because())
                .isEqualTo(
                        "the recovery budget of 'service' is used up for now (49 % left, and a retry must leave half)");
    }

    @Test
    void givesUpWhenTheBreakerIsOpen() {
        attempts(5, failed(FailureClass.TIMEOUT, Transience.TRANSIENT));

        assertThat(after(FailureClass.TIMEOUT, Transience.TRANSIENT).because())
                .isEqualTo("the circuit breaker of 'service' is open");
    }

    @Test
    void givesUpWhenTheNextWaitWouldPassTheDeadline() {
        time.advance(Duration.ofHours(1));
        long begun = time.nanos();
        time.advance(Duration.ofSeconds(10));
        Failure failure = failure(FailureClass.TIMEOUT, Transience.TRANSIENT);
        Tries tries = Tries.STANDARD.within(Duration.ofSeconds(10));

        assertThat(healer.after(failure, 1, tries, begun, guard).because()).contains("there is left (PT0S)");
        assertThat(healer.after(failure, 1, tries.within(Duration.ofSeconds(12)), begun, guard))
                .isInstanceOf(Recovery.Retry.class);
    }

    @Test
    void waitsAtLeastAsLongAsTheOtherSideAsksAndNotInStep() {
        Tries asked = Tries.STANDARD.notBefore(Duration.ofSeconds(40));
        Failure failure = failure(FailureClass.RATE_LIMIT, Transience.TRANSIENT);
        var one = (Recovery.Retry) healer.after(failure, 1, asked, time.nanos(), guard);
        var other = (Recovery.Retry) healer.after(failure, 1, asked, time.nanos(), guard);

        assertThat(one.after()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(41));
        assertThat(other.after()).isNotEqualTo(one.after());
        assertThat(healer.after(failure, 1, asked.notBefore(Duration.ofHours(1)), time.nanos(), guard))
                .isInstanceOf(Recovery.GiveUp.class);
    }

    @Test
    void aRefusalSaysWhoAndUntilWhenAndHasNoStackTrace() {
        attempts(5, failed(FailureClass.TIMEOUT, Transience.TRANSIENT));
        assertThat(guard.enter(time.nanos())).isEqualTo(Guard.REFUSED);
        CircuitOpenException refusal = guard.refusal();

        assertThat(refusal.component()).isEqualTo("service");
        assertThat(guard.breaker()).isEqualTo(new BreakerState.Open(refusal.retryAt()));
        assertThat(refusal.getStackTrace()).isEmpty();
        assertThat(refusal).hasMessageStartingWith("The circuit breaker of (service) must let a call through");
        assertThat(refusal.failure().failureClass()).isEqualTo(FailureClass.CIRCUIT_OPEN);
        guard.resetBreaker();
        assertThat(guard.breaker()).isInstanceOf(BreakerState.Closed.class);
    }

    @Test
    void componentsAreHealedApart() {
        attempts(5, failed(FailureClass.TIMEOUT, Transience.TRANSIENT));

        assertThat(guards.of("other service").enter(time.nanos())).isNotEqualTo(Guard.REFUSED);
        assertThat(guards.of("service")).isSameAs(guard);
        assertThat(guards.breakers()).containsOnlyKeys("service", "other service");
    }

    @Test
    void guardsThatWereNotUsedForLongMakeRoomForOthers() {
        for (int i = 0; i < Guards.MOST; i++) {
            guards.of("component " + i);
        }
        time.advance(Duration.ofHours(1));
        Guard used = guards.of("component 7");
        used.enter(time.nanos());
        Guard fresh = guards.of("fresh");

        assertThat(fresh.component()).isEqualTo("fresh");
        assertThat(guards.of("component 7")).isSameAs(used);
        assertThat(guards.breakers()).hasSize(2);
    }

    @Test
    void componentsBeyondTheMostThatAreKeptAreProtectedTogether() {
        for (int i = 0; i < Guards.MOST; i++) {
            guards.of("component " + i);
        }
        Guard more = guards.of("one more");

        assertThat(guards.of("and another")).isSameAs(more);
        attempts(more, 5, failed(FailureClass.TIMEOUT, Transience.TRANSIENT));
        assertThat(guards.of("a third").enter(time.nanos())).isEqualTo(Guard.REFUSED);
        assertThat(guards.breakers()).hasSize(Guards.MOST);
    }

    private void attempts(int times, Outcome.Ended outcome) {
        attempts(guard, times, outcome);
    }

    private void attempts(Guard of, int times, Outcome.Ended outcome) {
        for (int i = 0; i < times; i++) {
            long start = time.nanos();
            long permit = of.enter(start);
            if (permit != Guard.REFUSED) {
                of.leave(permit, start, outcome);
            }
        }
    }

    private Recovery after(FailureClass failureClass, Transience transience) {
        return healer.after(failure(failureClass, transience), 1, Tries.STANDARD, time.nanos(), guard);
    }

    private static Outcome.Failed failed(FailureClass failureClass, Transience transience) {
        return new Outcome.Failed(TOOK, failure(failureClass, transience));
    }

    private static Failure failure(FailureClass failureClass, Transience transience) {
        return Failure.of(failureClass, Severity.MEDIUM, transience, "E", "it failed");
    }
}
