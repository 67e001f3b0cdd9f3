package dev.afterwise.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Action;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.Workspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExecutionLinesTest {
    private static final String FULL = """
            {"id":"4BF92F35-77B3-4DA6-A3CE-929D0E0E4736","workspace":"team-a","task":"fix","agent":"solver","model":"m",\
            "route":"r","complexity":2.5,"description":"one line","started":"2026-01-31T10:30:00.5+01:00",\
            "duration_ms":1500.25,"outcome":"failed","error":{"type":"429","message":"slow down"},"input_tokens":10,\
            "output_tokens":20,"cost_usd":0.0000125,"api_calls":2,\
            "attributes":{"lang":"de","lines":7,"draft":true},\
            "steps":[{"name":"read","duration_ms":1000,"outcome":"succeeded"},\
            {"name":"grep","kind":"tool","outcome":"cancelled","error":{"message":"stop"}},\
            {"name":"m","kind":"model","started":"2026-01-31T09:30:02Z","duration_ms":1,"outcome":"failed","error":{"type":"E"}}]}""";
    private static final String LEAST = "{\"task\":\"fix\",\"started\":\"2026-01-31T09:30:00Z\"}";

    static Failure classify(String type, String message) {
        return Failure.of(FailureClass.RATE_LIMIT, Severity.LOW, Transience.TRANSIENT, type, message);
    }

    static List<ExecutionLine> read(InputStream in) throws IOException {
        var lines = new ExecutionLines(in, ExecutionLinesTest::classify);
        var all = new ArrayList<ExecutionLine>();
        for (ExecutionLine line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    static List<ExecutionLine> read(String text) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static List<Execution> executions(String text) throws IOException {
        return read(text).stream().map(ExecutionLinesTest::execution).toList();
    }

    private static Execution execution(ExecutionLine line) {
        return Execution.of(((ExecutionLine.Accepted) line).facts());
    }

    @Test
    void readsEveryKey() throws IOException {
        var line = (ExecutionLine.Accepted) read(FULL).getFirst();
        assertThat(line.workspace()).isEqualTo(new Workspace("team-a"));
        Execution execution = execution(line);
        assertThat(execution.id()).isEqualTo(new ExecutionId("4bf92f3577b34da6a3ce929d0e0e4736"));
        assertThat(execution.profile())
                .isEqualTo(Profile.of("fix")
                        .withAgent("solver")
                        .withModel("m")
                        .withRoute("r")
                        .withComplexity(2.5)
                        .with(Map.of("lang", Value.of("de"), "lines", Value.of(7), "draft", Value.of("true"))));
        assertThat(execution.headline().description()).isEqualTo("one line");
        assertThat(execution.startedAt()).isEqualTo(Instant.parse("2026-01-31T09:30:00.5Z"));
        assertThat(execution.outcome())
                .isEqualTo(new Outcome.Failed(Duration.ofNanos(1_500_250_000), classify("429", "slow down")));
        assertThat(execution.headline().usage()).isEqualTo(new Usage(10, 20, 0, new Money(13), 2));
    }

    @Test
    void readsStepsAsOneAttemptEach() throws IOException {
        var steps = execution(read(FULL).getFirst()).steps();
        assertThat(steps)
                .extracting(step -> step.action())
                .containsExactly(
                        new Action.Phase("read", null),
                        new Action.ToolCall("grep", Payload.NONE),
                        new Action.ModelCall("m"));
        assertThat(steps).extracting(step -> step.id()).containsExactly(StepId.of(1), StepId.of(2), StepId.of(3));
        assertThat(steps).allMatch(step -> step.attempts().size() == 1);
        assertThat(steps)
                .extracting(step -> step.outcome())
                .containsExactly(
                        new Outcome.Succeeded(Duration.ofSeconds(1)),
                        new Outcome.Cancelled(null, "stop"),
                        new Outcome.Failed(Duration.ofMillis(1), classify("E", "")));
    }

    @Test
    void beginsAStepWhereTheOneBeforeItEnded() throws IOException {
        assertThat(execution(read(FULL).getFirst()).steps())
                .extracting(step -> step.attempts().getFirst().startedAt())
                .containsExactly(
                        Instant.parse("2026-01-31T09:30:00.5Z"),
                        Instant.parse("2026-01-31T09:30:01.5Z"),
                        Instant.parse("2026-01-31T09:30:02Z"));
    }

    @Test
    void aPhaseMayHaveAnEstimate() throws IOException {
        String steps = "{\"task\":\"fix\",\"started\":\"2026-01-31T09:30:00Z\",\"steps\":[{\"name\":\"read\",%s}]}";
        Execution execution =
                execution(read(steps.formatted("\"estimate_ms\":1.5")).getFirst());
        assertThat(execution.steps().getFirst().action())
                .isEqualTo(new Action.Phase("read", Duration.ofNanos(1_500_000)));
        assertThat(executions(ExecutionLines.write(execution)).getFirst().steps())
                .isEqualTo(execution.steps());

        assertThat(read(steps.formatted("\"kind\":\"tool\",\"estimate_ms\":1")).getFirst())
                .isInstanceOf(ExecutionLine.Rejected.class);
    }

    @Test
    void readsALineWithOnlyTaskAndStart() throws IOException {
        var line = (ExecutionLine.Accepted) read(LEAST).getFirst();
        assertThat(line.workspace()).isNull();
        assertThat(execution(line).outcome()).isEqualTo(new Outcome.Unknown(null));
        assertThat(execution(line).profile()).isEqualTo(Profile.of("fix"));
    }

    @Test
    void takesNullAsAbsent() throws IOException {
        String nulls = LEAST.replace(
                "}",
                ",\"id\":null,\"workspace\":null,\"model\":null,\"duration_ms\":null,\"outcome\":null,\"error\":null,\"attributes\":null,\"steps\":null,\"cost_usd\":null}");
        assertThat(execution(read(nulls).getFirst()).outcome()).isEqualTo(new Outcome.Unknown(null));
    }

    @Test
    void callsAFailureWithoutErrorUnknown() throws IOException {
        Outcome outcome = executions(LEAST.replace("}", ",\"outcome\":\"failed\"}"))
                .getFirst()
                .outcome();
        assertThat(outcome)
                .isEqualTo(new Outcome.Failed(
                        null, Failure.of(FailureClass.UNKNOWN, Severity.MEDIUM, Transience.UNKNOWN, "", "")));
    }

    @Test
    void readsEveryOutcome() throws IOException {
        assertThat(executions(Stream.of("succeeded", "failed", "cancelled", "unknown")
                        .map(word -> LEAST.replace("}", ",\"outcome\":\"" + word + "\"}\n"))
                        .reduce("", String::concat)))
                .extracting(execution -> execution.outcome().status())
                .containsExactly(Status.SUCCEEDED, Status.FAILED, Status.CANCELLED, Status.UNKNOWN);
    }

    @Test
    void readsOffsetsInEveryForm() throws IOException {
        for (String started : List.of(
                "2026-01-31T09:30:00Z",
                "2026-01-31T09:30Z",
                "2026-01-31t09:30:00.000z",
                "2026-01-31T10:30:00+01:00",
                "2026-01-31T10:30:00+0100",
                "2026-01-31T10:30:00+01",
                "2026-01-31T04:00:00-05:30")) {
            assertThat(executions(LEAST.replace("2026-01-31T09:30:00Z", started))
                            .getFirst()
                            .startedAt())
                    .as(started)
                    .isEqualTo(Instant.parse("2026-01-31T09:30:00Z"));
        }
    }

    @Test
    void keepsTimesToTheMicrosecond() throws IOException {
        Execution execution = executions(
                        "{\"task\":\"t\",\"started\":\"2026-01-31T09:30:00.123456789Z\",\"duration_ms\":0.0005}")
                .getFirst();
        assertThat(execution.startedAt()).isEqualTo(Instant.parse("2026-01-31T09:30:00.123456Z"));
        assertThat(execution.outcome()).isEqualTo(new Outcome.Unknown(Duration.ofNanos(1_000)));
    }

    @Test
    void saysThatFactsWereImportedWhenTheExecutionEnded() throws IOException {
        assertThat(((ExecutionLine.Accepted) read(FULL).getFirst()).facts()).allSatisfy(fact -> {
            assertThat(fact.origin().source()).isEqualTo(Source.IMPORTED);
            assertThat(fact.origin().observedAt()).isEqualTo(Instant.parse("2026-01-31T09:30:02.00025Z"));
        });
    }

    @Test
    void givesTheSameFactsWheneverAFileIsRead() throws IOException {
        String file = FULL + "\n" + LEAST + "\n" + LEAST + "\nbad\n" + LEAST.replace("fix", "other");
        assertThat(read(file)).isEqualTo(read(file));
    }

    @Test
    void takesEqualLinesWithoutIdsAsSeveralExecutions() throws IOException {
        assertThat(executions((LEAST + "\n").repeat(1_000)))
                .extracting(Execution::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void namesALineByItsContentAndHowOftenItCameBefore() throws IOException {
        String other = LEAST.replace("fix", "other");
        List<ExecutionId> ids =
                executions(LEAST + "\n" + LEAST).stream().map(Execution::id).toList();
        assertThat(executions(other + "\n" + LEAST + "\n" + other + "\n" + LEAST).stream()
                        .map(Execution::id))
                .containsSubsequence(ids);
    }

    @Test
    void doesNotCareAboutWhiteSpaceAroundLines() throws IOException {
        List<ExecutionLine> plain = read(LEAST + "\n" + LEAST);
        assertThat(read("\ufeff" + LEAST + " \t\r\n\r\n  \n " + LEAST + "\r\n").stream()
                        .map(ExecutionLinesTest::execution))
                .isEqualTo(plain.stream().map(ExecutionLinesTest::execution).toList());
    }

    @Test
    void takesALineWithAnIdTwiceAsOneExecution() throws IOException {
        assertThat(executions(FULL + "\n" + FULL).stream().distinct()).hasSize(1);
    }

    @Test
    void readsItsOwnLinesAgain() throws IOException {
        for (long seed = 0; seed < 1_000; seed++) {
            Execution execution = executions(line(new SplittableRandom(seed))).getFirst();
            String written = ExecutionLines.write(execution);
            Execution again = executions(written).getFirst();
            assertThat(again.headline()).as("seed %d: %s", seed, written).isEqualTo(execution.headline());
            assertThat(ExecutionLines.write(again)).as("seed %d", seed).isEqualTo(written);
        }
    }

    /** A good line with any of its keys. */
    private static String line(RandomGenerator random) {
        var line = new StringBuilder(LEAST.replace("}", ""));
        List<String> optional = new ArrayList<>(List.of(
                "\"id\":\"any name\"",
                "\"agent\":\"\"",
                "\"model\":\"\\ud83d\\u0000\"",
                "\"complexity\":-1e-7",
                "\"description\":\"a\\nb\"",
                "\"duration_ms\":" + random.nextInt(1_000_000_000) / 1e4,
                "\"input_tokens\":1000000000000",
                "\"cost_usd\":" + random.nextInt(1_000_000) / 1e7,
                "\"attributes\":{\"\":\"\",\"a\":1e21,\"b\":0.1,\"c\":-0.5,\"d\":false}",
                random.nextBoolean()
                        ? "\"outcome\":\"failed\",\"error\":{\"message\":\"m\"}"
                        : "\"outcome\":\"cancelled\",\"error\":{\"message\":\"\"}",
                "\"steps\":[{\"name\":\"s\",\"duration_ms\":3},{\"name\":\"t\",\"kind\":\"tool\"}]"));
        optional.removeIf(key -> random.nextBoolean());
        optional.forEach(key -> line.append(',').append(key));
        return line.append('}').toString();
    }

    @Test
    void saysTheLastOutcomeOfAStepThatWasTriedAgain() throws IOException {
        Execution execution = execution(read(FULL).getFirst());
        var facts = new ArrayList<>(((ExecutionLine.Accepted) read(FULL).getFirst()).facts());
        var origin = facts.getFirst().origin();
        facts.add(new Fact.AttemptStarted(
                origin, StepId.of(3), 2, "b", execution.startedAt().plusSeconds(60)));
        facts.add(new Fact.AttemptEnded(
                origin, StepId.of(3), 2, new Outcome.Succeeded(null), Usage.NONE, new Payload("1", false)));
        assertThat(ExecutionLines.write(Execution.of(facts)))
                .contains(
                        "{\"name\":\"m\",\"kind\":\"model\",\"started\":\"2026-01-31T09:30:02.000000Z\",\"outcome\":\"succeeded\"}");
    }

    @Test
    void writesNoOutcomeOfWhatIsStillRunning() throws IOException {
        var facts = ((ExecutionLine.Accepted) read(LEAST).getFirst()).facts();
        assertThat(ExecutionLines.write(Execution.of(facts.subList(0, 1))))
                .endsWith("\"started\":\"2026-01-31T09:30:00.000000Z\"}");
    }

    @Test
    void writesEveryKey() throws IOException {
        assertThat(ExecutionLines.write(executions(FULL).getFirst())).isEqualTo("""
                {"id":"4bf92f3577b34da6a3ce929d0e0e4736","task":"fix","agent":"solver","model":"m","route":"r",\
                "complexity":2.5,"description":"one line","started":"2026-01-31T09:30:00.500000Z",\
                "duration_ms":1500.25,"outcome":"failed","error":{"type":"429","message":"slow down"},\
                "input_tokens":10,"output_tokens":20,"cost_usd":0.000013,"api_calls":2,\
                "attributes":{"draft":"true","lang":"de","lines":7},\
                "steps":[{"name":"read","started":"2026-01-31T09:30:00.500000Z","duration_ms":1000,"outcome":"succeeded"},\
                {"name":"grep","kind":"tool","started":"2026-01-31T09:30:01.500000Z","outcome":"cancelled","error":{"message":"stop"}},\
                {"name":"m","kind":"model","started":"2026-01-31T09:30:02.000000Z","duration_ms":1,"outcome":"failed","error":{"type":"E"}}]}""");
    }
}
