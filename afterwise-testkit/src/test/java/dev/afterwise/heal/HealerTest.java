package dev.afterwise.heal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Recovery;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealerTest {
    private static final Duration BASE = Duration.ofMillis(100);
    private static final Duration CAP = Duration.ofSeconds(1);
    private final ManualTime time = new ManualTime();
    private final Healer healer = new Healer(time, Seeded.random());

    @Test
    void retriesWhatMayPassUntilTheAttemptsAreUsedUp() {
        assertThat(after(Transience.TRANSIENT, 1, 3)).isInstanceOf(Recovery.Retry.class);
        assertThat(after(Transience.UNKNOWN, 2, 3)).isInstanceOf(Recovery.Retry.class);
        assertThat(after(Transience.TRANSIENT, 3, 3))
                .isEqualTo(new Recovery.GiveUp("all attempts are used up (3 of 3)"));
    }

    @Test
    void neverRetriesWhatStays() {
        assertThat(after(Transience.PERMANENT, 1, 10)).isInstanceOf(Recovery.GiveUp.class);
    }

    @Test
    void neverRetriesWhatSomebodyStopped() {
        var stopped = Failure.of(FailureClass.CANCELLED, Severity.LOW, Transience.UNKNOWN, "signal 15", "");

        assertThat(after(stopped, 1, Tries.of(10, BASE, CAP))).isInstanceOf(Recovery.GiveUp.class);
    }

    @Test
    void waitsAreDrawnEvenlyUpToABoundThatDoublesAndIsCapped() {
        for (int attempt = 1; attempt <= 8; attempt++) {
            Duration bound = Duration.ofMillis(Math.min(1_000, 100L << (attempt - 1)));
            List<Duration> waits = waits(attempt, 2_000);
            double mean = waits.stream().mapToLong(Duration::toNanos).average().orElseThrow();

            assertThat(waits).allMatch(wait -> !wait.isNegative() && wait.compareTo(bound) <= 0);
            assertThat(mean / bound.toNanos()).isBetween(0.47, 0.53);
        }
    }

    @Test
    void waitsStillDifferOnceTheCapIsReached() {
        assertThat(waits(20, 100)).doesNotHaveDuplicates();
    }

    @Test
    void aBaseOfZeroMeansNoWait() {
        var retry = (Recovery.Retry) after(failure(Transience.TRANSIENT), 1, Tries.of(2, Duration.ZERO, Duration.ZERO));

        assertThat(retry.after()).isZero();
    }

    private List<Duration> waits(int attempt, int count) {
        var waits = new ArrayList<Duration>();
        for (int i = 0; i < count; i++) {
            waits.add(((Recovery.Retry) after(Transience.TRANSIENT, attempt, 100)).after());
        }
        return waits;
    }

    private Recovery after(Transience transience, int attempt, int maxAttempts) {
        return after(failure(transience), attempt, Tries.of(maxAttempts, BASE, CAP));
    }

    private static Failure failure(Transience transience) {
        return Failure.of(FailureClass.UNAVAILABLE, Severity.MEDIUM, transience, "exit 75", "try again");
    }

    /** Behind a guard that lets everything through. */
    private Recovery after(Failure failure, int attempt, Tries tries) {
        return healer.after(failure, attempt, tries, time.nanos(), Guard.alone("search", 100, time, Seeded.random()));
    }
}
