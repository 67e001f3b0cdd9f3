package dev.afterwise.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.store.History;
import dev.afterwise.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace to which spans are added for ever takes no more of them some day, and still comes to its end. */
class EndlessTraceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ExecutionId ID = new ExecutionId("0".repeat(31) + "1");
    private static final int STEPS = 300;

    @TempDir
    private Path folder;

    @Test
    void takesNoMoreStepsOfSpansOnceItIsFullButItsEnd() {
        try (var store = SqliteStore.open(
                new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL), new ManualTime(START))) {
            History history = store.workspace(Workspace.DEFAULT).history();
            history.append(steps(0, Source.TELEMETRY));
            assertThat(history.append(steps(STEPS, Source.TELEMETRY)).refused()).isEqualTo(1);
            assertThat(history.append(steps(STEPS, Source.RECORDED)).changed()).isEqualTo(1);
            var end = new Fact.Ended(
                    new Origin(ID, Source.TELEMETRY, START),
                    new Outcome.Succeeded(Duration.ofSeconds(1)),
                    Usage.NONE,
                    Payload.NONE);
            assertThat(history.append(List.of(end)).changed()).isEqualTo(1);

            Execution found = history.execution(ID).orElseThrow();
            assertThat(found.steps()).hasSize(2 * STEPS);
            assertThat(found.outcome().status()).isEqualTo(Status.SUCCEEDED);
        }
    }

    private static List<Fact> steps(int first, Source source) {
        var origin = new Origin(ID, source, START);
        var facts = new ArrayList<Fact>();
        facts.add(new Fact.Started(origin, Profile.of("work"), "", START, About.NOTHING));
        for (int i = first; i < first + STEPS; i++) {
            StepId step = StepId.of(i + 1);
            facts.add(new Fact.StepStarted(
                    origin, step, null, new Action.ToolCall("read", Payload.text("x".repeat(60_000), 64_000))));
            facts.add(new Fact.AttemptStarted(origin, step, 1, null, START));
        }
        return facts;
    }
}
