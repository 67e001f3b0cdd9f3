package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final class Still implements Timekeeper {
        private long nanos;

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            nanos += duration.toNanos();
        }
    }

    private final Still time = new Still();
    private final Pace pace = new Pace(10, 3, time);

    @Test
    void letsAFewThroughAtOnceAndThenAsManyAsTheRate() {
        for (int i = 0; i < 3; i++) {
            assertThat(pace.take("ana")).isZero();
        }
        assertThat(pace.take("ana")).isEqualTo(Duration.ofMillis(100));
        time.sleep(Duration.ofMillis(100));
        assertThat(pace.take("ana")).isZero();
        assertThat(pace.take("ana")).isPositive();
    }

    @Test
    void oneDoesNotWaitForAnother() {
        for (int i = 0; i < 10; i++) {
            pace.take("ana");
        }

        assertThat(pace.take("ben")).isZero();
    }

    @Test
    void savesUpNoMoreThanTheBurst() {
        pace.take("ana");
        time.sleep(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            assertThat(pace.take("ana")).isZero();
        }

        assertThat(pace.take("ana")).isPositive();
    }

    @Test
    void whoeverOnlyLooksTakesNone() {
        for (int i = 0; i < 10; i++) {
            assertThat(pace.waitOf("ana")).isZero();
        }
        assertThat(pace.take("ana")).isZero();
    }
}
