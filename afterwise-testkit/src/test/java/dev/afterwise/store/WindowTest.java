package dev.afterwise.store;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Status;
import dev.afterwise.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Windows, and the filters that they are part of. */
class WindowTest {
    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

    @Test
    void holdsItsBeginningButNotItsEnd() {
        var hour = new Window(TEN, TEN.plusSeconds(3_600));

        assertThat(hour.holds(TEN)).isTrue();
        assertThat(hour.holds(TEN.minusNanos(1))).isFalse();
        assertThat(hour.holds(TEN.plusSeconds(3_600).minusNanos(1))).isTrue();
        assertThat(hour.holds(TEN.plusSeconds(3_600))).isFalse();
    }

    @Test
    void missingEndsAreOpen() {
        assertThat(Window.ALL.holds(Instant.MIN)).isTrue();
        assertThat(Window.ALL.holds(Instant.MAX)).isTrue();
        assertThat(new Window(TEN, null).holds(Instant.MAX)).isTrue();
        assertThat(new Window(null, TEN).holds(TEN)).isFalse();
    }

    @Test
    void aWindowOfOneMomentHoldsNothing() {
        assertThat(new Window(TEN, TEN).holds(TEN)).isFalse();
    }

    @Test
    void doesNotEndBeforeItBegins() {
        assertThatThrownBy(() -> new Window(TEN, TEN.minusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(TEN.toString());
    }

    @Test
    void theLastHourHoldsItsLastMoment() {
        var hour = Window.lasting(Duration.ofHours(1), TEN);

        assertThat(hour.holds(TEN)).isTrue();
        assertThat(hour.holds(TEN.minusSeconds(3_599))).isTrue();
        assertThat(hour.holds(TEN.minusSeconds(3_600))).isFalse();
    }

    @Test
    void aFilterMatchesWhatAllItsPartsMatch() {
        var headline =
                anExecution().of("email").startedAt(TEN).failedWith("timeout").headline();

        assertThat(Filter.ALL.matches(headline)).isTrue();
        assertThat(Filter.of(Subject.task("email")).matches(headline)).isTrue();
        assertThat(Filter.of(Subject.task("chat")).matches(headline)).isFalse();
        assertThat(Filter.ALL.with(new Window(null, TEN)).matches(headline)).isFalse();
        assertThat(Filter.ALL.with(Set.of(Status.FAILED)).matches(headline)).isTrue();
        assertThat(Filter.ALL.with(Set.of(Status.SUCCEEDED)).matches(headline)).isFalse();
    }

    @Test
    void aFilterLetsSomeStatusThrough() {
        assertThatThrownBy(() -> Filter.ALL.with(EnumSet.noneOf(Status.class)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
