package dev.afterwise.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SilentTracesTest {
    private static final ExecutionId ID = new ExecutionId("%032x".formatted(7));
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory(time);
    private final SilentTraces silent = new SilentTraces(store, Duration.ofMinutes(10), time);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aTraceWhoseRootDoesNotComeEndsAsUnknownAfterTenIdleMinutes() {
        receive(child());
        time.advance(Duration.ofMinutes(9));
        silent.conclude();
        assertThat(status()).isEqualTo(Status.RUNNING);
        receive(child());
        time.advance(Duration.ofMinutes(9));
        silent.conclude();
        assertThat(status()).isEqualTo(Status.RUNNING);
        time.advance(Duration.ofMinutes(1));
        silent.conclude();

        assertThat(status()).isEqualTo(Status.UNKNOWN);
        assertThat(silent.open()).isZero();
        assertThat(silent.concluded()).isEqualTo(1);
    }

    @Test
    void aRootThatComesAfterAllIsBelieved() {
        receive(child());
        time.advance(Duration.ofMinutes(10));
        silent.conclude();
        receive(root());

        assertThat(status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aTraceThatHasEndedIsLeftAlone() {
        receive(child());
        receive(root());
        receive(child());
        assertThat(silent.open()).isZero();
        time.advance(Duration.ofHours(1));
        silent.conclude();

        assertThat(status()).isEqualTo(Status.SUCCEEDED);
        assertThat(silent.concluded()).isZero();
    }

    private void receive(Fact... facts) {
        store.workspace(Workspace.DEFAULT).history().append(List.of(facts));
        silent.heard(Workspace.DEFAULT, List.of(facts));
    }

    private Status status() {
        return store.workspace(Workspace.DEFAULT)
                .history()
                .execution(ID)
                .orElseThrow()
                .outcome()
                .status();
    }

    private static Fact child() {
        return new Fact.Started(new Origin(ID, Source.INFERRED, AT), Profile.of("work"), "", AT, About.NOTHING);
    }

    private static Fact root() {
        return new Fact.Ended(
                new Origin(ID, Source.TELEMETRY, AT.plusSeconds(1)),
                new Outcome.Succeeded(Duration.ofSeconds(1)),
                Usage.NONE,
                Payload.NONE);
    }
}
