package dev.afterwise.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Action;
import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Recording;
import dev.afterwise.Recording.Extent;
import dev.afterwise.Settings;
import dev.afterwise.Usage;
import dev.afterwise.json.Facts;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExtentTest {
    @TempDir
    Path folder;

    private final Store store = Store.inMemory();

    @Test
    void switchedOffWorkIsDoneAndHealedAndNothingIsKept() throws Exception {
        var calls = new AtomicInteger();
        try (var afterwise = afterwise(Recording.STANDARD.with(Extent.OFF).withTraces(folder))) {
            String result = afterwise.run("task", run -> {
                run.agent("a")
                        .attribute("b", 1)
                        .usage(Usage.tokens(1, 1))
                        .note("n", "t")
                        .failed("E", "m");
                run.phase("p", () -> 1);
                run.tool("t", "arguments", () -> "r");
                assertThat(run.id()).isEqualTo(new ExecutionId("0".repeat(32)));
                assertThat(run.stored()).isCompleted();
                return run.call("service", () -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IOException("connection reset");
                    }
                    return "done";
                });
            });

            assertThat(result).isEqualTo("done");
            assertThat(calls).hasValue(2);
            assertThatThrownBy(() -> afterwise.run("task", run -> {
                        throw new IOException("unchanged");
                    }))
                    .hasMessage("unchanged");
            afterwise.flush();
            assertThat(history().find(new Query(Filter.ALL, null, 10)).items()).isEmpty();
            assertThat(afterwise.lost()).isZero();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anOutlineHasNoArgumentsAndResults() throws Exception {
        try (var afterwise = afterwise(Recording.STANDARD.with(Extent.OUTLINE))) {
            afterwise.run("task", run -> run.tool("search", "for this", () -> "found"));
            afterwise.flush();

            var step = only().steps().getFirst();
            assertThat(step.action()).isEqualTo(new Action.ToolCall("search", Payload.NONE));
            assertThat(step.attempts().getFirst().result()).isEqualTo(Payload.NONE);
        }
    }

    @Test
    void inFullArgumentsAndResultsAreKeptWithoutTheirSecrets() throws Exception {
        Recording recording = Recording.STANDARD.withSecrets(List.of(Pattern.compile("ACME-\\d+")));
        try (var afterwise = afterwise(recording)) {
            afterwise.run("task", run -> run.tool("search", "password=hunter2 for ACME-77", () -> "found"));
            afterwise.flush();

            var step = only().steps().getFirst();
            assertThat(step.action())
                    .isEqualTo(new Action.ToolCall("search", Payload.text("password=[redacted] for [redacted]", 100)));
            assertThat(step.attempts().getFirst().result()).isEqualTo(Payload.text("found", 100));
        }
    }

    @Test
    void aTraceGrowsWhileTheRunGoesOnAndIsWhatIsStoredInTheEnd() throws Exception {
        try (var afterwise = afterwise(Recording.STANDARD.withTraces(folder))) {
            afterwise.run("task", run -> {
                run.phase("one", () -> {
                    afterwise.flush();
                    Path trace = folder.resolve(run.id().hex() + ".jsonl");
                    assertThat(Files.readAllLines(trace)).hasSize(3);
                    return run.tool("two", "token=abcdef123456", () -> "x");
                });
                return run.note("three", "text");
            });
            afterwise.flush();

            Execution stored = only();
            List<Fact> traced = Files.readAllLines(folder.resolve(stored.id().hex() + ".jsonl")).stream()
                    .map(Facts::readLine)
                    .toList();
            assertThat(Execution.of(traced)).isEqualTo(stored);
            assertThat(stored.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(traced.toString()).doesNotContain("abcdef123456");
        }
    }

    @Test
    void moreTracesThanFilesMayBeOpenAreAllWritten() throws Exception {
        try (var afterwise = afterwise(Recording.STANDARD.withTraces(folder.resolve("made/at/once")))) {
            nested(afterwise, 100);
        }
        try (var files = Files.list(folder.resolve("made/at/once"))) {
            assertThat(files)
                    .hasSize(100)
                    .allSatisfy(file -> assertThat(Files.readString(file)).contains("\"fact\":\"ended\""));
        }
    }

    private static int nested(Afterwise afterwise, int depth) throws Exception {
        return depth == 0 ? 0 : afterwise.run("task " + depth, run -> 1 + nested(afterwise, depth - 1));
    }

    @Test
    void theEnvironmentHasTheLastWord() {
        Recording recording =
                Recording.STANDARD.overriddenBy(Map.of("AFTERWISE_RECORDING", "Off", "AFTERWISE_TRACES", "/x"));

        assertThat(recording.extent()).isEqualTo(Extent.OFF);
        assertThat(recording.traces()).isEqualTo(Path.of("/x"));
        assertThat(recording.overriddenBy(Map.of("AFTERWISE_RECORDING", " "))).isEqualTo(recording);
        assertThatThrownBy(() -> recording.overriddenBy(Map.of("AFTERWISE_RECORDING", "on")))
                .hasMessage("AFTERWISE_RECORDING must be off, outline or full, but it is (on).");
    }

    private Afterwise afterwise(Recording recording) {
        return Afterwise.with(store, Settings.STANDARD.with(recording).with(new ManualTime()));
    }

    private History history() {
        return store.workspace(Settings.STANDARD.workspace()).history();
    }

    private Execution only() {
        var found = history().find(new Query(Filter.ALL, null, 10)).items();
        assertThat(found).hasSize(1);
        return history().execution(found.getFirst().id()).orElseThrow();
    }
}
