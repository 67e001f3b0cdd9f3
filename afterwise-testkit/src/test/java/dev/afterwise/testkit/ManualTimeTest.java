package dev.afterwise.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
    private final ManualTime time = new ManualTime(Instant.EPOCH);

    @Test
    void movesOnlyWhenToldTo() {
        assertThat(time.now()).isEqualTo(time.now()).isEqualTo(Instant.EPOCH);

        time.advance(Duration.ofSeconds(3));

        assertThat(time.now()).isEqualTo(Instant.EPOCH.plusSeconds(3));
        assertThat(time.nanos()).isEqualTo(3_000_000_000L);
    }

    @Test
    void sleepingTakesNoTimeAndPassesIt() throws Exception {
        long start = time.nanos();
        time.sleep(Duration.ofHours(1));
        time.sleep(Duration.ZERO);
        time.sleep(Duration.ofSeconds(-1));

        assertThat(time.since(start)).isEqualTo(Duration.ofHours(1));
        assertThat(time.sleeps()).containsExactly(Duration.ofHours(1));
    }

    @Test
    void theWallClockMayBeSetBackButMeasuredTimeNever() {
        time.advance(Duration.ofSeconds(5));
        time.setBack(Duration.ofSeconds(4));

        assertThat(time.now()).isEqualTo(Instant.EPOCH.plusSeconds(1));
        assertThat(time.nanos()).isEqualTo(5_000_000_000L);
        assertThatThrownBy(() -> time.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInterruptedSleeperDoesNotSleep() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> time.sleep(Duration.ofSeconds(1))).isInstanceOf(InterruptedException.class);
        assertThat(time.sleeps()).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
