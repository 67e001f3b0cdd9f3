package dev.afterwise.otel;

import static dev.afterwise.otel.Spoken.fails;
import static dev.afterwise.otel.Spoken.id;
import static dev.afterwise.otel.Spoken.request;
import static dev.afterwise.otel.Spoken.says;
import static dev.afterwise.otel.Spoken.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.protobuf.ByteString;
import dev.afterwise.Action;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Value;
import dev.afterwise.heal.classify.Classifier;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpansTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

    private final Spans spans = new Spans(new Classifier()::classify, Prices.builtIn());

    @Test
    void aTraceIsAnExecutionAndItsRootSpanThatAsAWhole() {
        Span.Builder root = says(
                says(span(1, 0, "invoke_agent planner", 0, 900), "gen_ai.operation.name", "invoke_agent"),
                "gen_ai.agent.name",
                "planner");
        Execution execution = execution(List.of(
                says(root, "plan.tier", "gold"),
                tool(span(2, 1, "execute_tool search", 100, 200), "search"),
                model(span(3, 1, "chat gpt-4o", 200, 800), "gpt-4o", 1_000, 100)));

        assertThat(execution.id()).isEqualTo(new ExecutionId(Spoken.TRACE));
        assertThat(execution.profile().task()).isEqualTo("planner");
        assertThat(execution.profile().agent()).isEqualTo("planner");
        assertThat(execution.profile().model()).isEqualTo("gpt-4o");
        assertThat(execution.profile().attributes())
                .containsEntry("service", Value.of("shop"))
                .containsEntry("plan.tier", Value.of("gold"))
                .hasSize(2);
        assertThat(execution.outcome()).isEqualTo(new Outcome.Succeeded(Duration.ofMillis(900)));
        assertThat(execution.steps())
                .extracting(step -> step.action().kind() + " " + step.action().name())
                .containsExactly("tool search", "model gpt-4o");
        assertThat(execution.steps()).extracting(Step::parent).containsOnlyNulls();
    }

    @Test
    void spansMayComeInAnyOrderInAnyNumberOfRequestsAndTwice() {
        List<Span.Builder> all = List.of(
                span(1, 0, "root", 0, 900),
                span(2, 1, "outer", 10, 800),
                model(span(3, 2, "chat", 20, 700), "gpt-4o", 10, 5),
                fails(tool(span(4, 2, "call", 30, 60), "search"), "connection refused"));
        Execution expected = execution(all);

        for (int seed = 0; seed < 20; seed++) {
            var shuffled = new ArrayList<>(all);
            shuffled.add(all.get(seed % all.size()));
            Collections.shuffle(shuffled, new Random(seed));
            var facts = new ArrayList<Fact>();
            shuffled.forEach(each ->
                    facts.addAll(spans.facts(request(List.of(each)), NOW).facts()));

            assertThat(Execution.of(facts)).isEqualTo(expected);
        }
    }

    @Test
    void whatAnOuterSpanSumsUpIsNotCountedTwice() {
        Span.Builder agent = usage(says(span(1, 0, "agent", 0, 900), "gen_ai.operation.name", "invoke_agent"), 30, 6);
        Execution execution = execution(List.of(
                agent,
                usage(span(2, 1, "task", 10, 800), 30, 6),
                model(span(3, 2, "chat", 20, 300), "gpt-4o", 10, 2),
                model(span(4, 2, "chat", 300, 700), "gpt-4o", 20, 4)));

        assertThat(execution.headline().usage().inputTokens()).isEqualTo(30);
        assertThat(execution.headline().usage().outputTokens()).isEqualTo(6);
        assertThat(execution.headline().usage().apiCalls()).isEqualTo(2);
    }

    @Test
    void whatOnlyTheOuterSpanSaysIsCounted() {
        Execution execution =
                execution(List.of(usage(span(1, 0, "agent", 0, 900), 30, 6), span(2, 1, "part", 10, 800)));

        assertThat(execution.headline().usage().inputTokens()).isEqualTo(30);
    }

    @Test
    void costIsWhatWasSaidElseWhatTheTableSays() {
        Span.Builder said = model(span(2, 1, "chat", 20, 300), "gpt-4o", 1_000_000, 0)
                .addAttributes(Spoken.attribute(
                        "gen_ai.usage.cost", AnyValue.newBuilder().setDoubleValue(.25)));
        Span.Builder cached = says(
                model(span(3, 1, "chat", 300, 700), "gpt-4o", 1_000_000, 0),
                "gen_ai.usage.cache_read.input_tokens",
                400_000);
        Execution execution = execution(List.of(span(1, 0, "agent", 0, 900), said, cached));

        assertThat(execution.steps())
                .extracting(step -> step.usage().cost())
                .containsExactly(Money.dollars("0.25"), Money.dollars("2.00"));
    }

    @Test
    void aFailureIsWhatTheSpanEndedWith() {
        Span.Builder root = fails(span(1, 0, "agent", 0, 900), "")
                .addEvents(Span.Event.newBuilder()
                        .setName("exception")
                        .addAttributes(Spoken.attribute("exception.type", text("java.net.SocketTimeoutException")))
                        .addAttributes(Spoken.attribute("exception.message", text("Read timed out"))));

        assertThat(execution(List.of(root)).outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().failureClass()).isEqualTo(FailureClass.TIMEOUT);
            assertThat(failed.failure().message()).isEqualTo("Read timed out");
        });
    }

    @Test
    void anExceptionThatWasCaughtIsNoFailure() {
        Span.Builder root = span(1, 0, "agent", 0, 900)
                .addEvents(Span.Event.newBuilder()
                        .setName("exception")
                        .addAttributes(Spoken.attribute("exception.type", text("IOException"))));

        assertThat(execution(List.of(root)).outcome().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aStatusCodeIsKnownForWhatItIs() {
        Span.Builder root = says(fails(span(1, 0, "chat", 0, 900), ""), "error.type", "429");

        assertThat(execution(List.of(root)).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure().failureClass()).isEqualTo(FailureClass.RATE_LIMIT));
    }

    @Test
    void saysWhatTheOutcomeIsTakenFrom() {
        Execution execution = execution(List.of(says(span(1, 0, "chat", 0, 900), "error.type", "timeout")));

        assertThat(execution.events()).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("outcome_from");
            assertThat(event.payload().json()).isEqualTo("\"error.type\"");
        });
    }

    @Test
    void aTraceWithoutARootIsRunningAndGoesByTheSpanThatEndedLast() {
        Execution execution = execution(List.of(span(3, 2, "inner", 20, 300), span(2, 1, "outer", 10, 800)));

        assertThat(execution.profile().task()).isEqualTo("outer");
        assertThat(execution.outcome().status()).isEqualTo(Status.RUNNING);
        assertThat(execution.steps()).extracting(Step::parent).containsExactly(null, new StepId(id(2)));
    }

    @Test
    void aSpanThatServesAnotherProcessStandsInForARootThatNeverComes() {
        Span.Builder served = fails(span(2, 1, "POST /chat", 10, 800), "boom").setKind(Span.SpanKind.SPAN_KIND_SERVER);

        assertThat(execution(List.of(served)).outcome().status()).isEqualTo(Status.FAILED);
        assertThat(execution(List.of(served, span(1, 0, "caller", 0, 900)))
                        .outcome()
                        .status())
                .isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aCallOfAModelByItselfIsAnExecutionOfOneStep() {
        Execution execution = execution(List.of(model(span(1, 0, "chat gpt-4o", 0, 900), "gpt-4o", 10, 5)));

        assertThat(execution.profile().model()).isEqualTo("gpt-4o");
        assertThat(execution.steps())
                .singleElement()
                .extracting(Step::action)
                .isEqualTo(new Action.ModelCall("gpt-4o"));
        assertThat(execution.headline().usage().inputTokens()).isEqualTo(10);
    }

    @Test
    void anEvaluationIsARatingAndOneOfTheOutcomeConcludes() {
        Span.Builder root = span(1, 0, "agent", 0, 900)
                .addEvents(evaluation("relevance", "fail", 500))
                .addEvents(evaluation("task_completion", "fail", 600));
        Execution execution = execution(List.of(root));

        assertThat(execution.ratings())
                .extracting(rating -> rating.by() + " " + rating.score())
                .containsExactly("relevance 0.0", "task_completion 0.0");
        assertThat(execution.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.took()).isEqualTo(Duration.ofMillis(900));
            assertThat(failed.failure().message()).isEqualTo("task_completion: fail");
        });
    }

    @Test
    void aScoreOfAllOrNothingConcludesWithoutALabel() {
        Span.Event.Builder all = Span.Event.newBuilder()
                .setName("gen_ai.evaluation.result")
                .addAttributes(Spoken.attribute("gen_ai.evaluation.name", text("success")))
                .addAttributes(Spoken.attribute(
                        "gen_ai.evaluation.score.value", AnyValue.newBuilder().setDoubleValue(0)));

        assertThat(execution(List.of(span(1, 0, "agent", 0, 900).addEvents(all)))
                        .outcome()
                        .status())
                .isEqualTo(Status.FAILED);
    }

    @Test
    void whatTheAuthorOfTheWorkSaysOfItIsKeptButNotItsIds() {
        Span.Builder root = says(
                says(
                        says(
                                says(
                                        says(
                                                span(1, 0, "ai.generateText", 0, 900),
                                                "ai.telemetry.metadata.tier",
                                                "gold"),
                                        "traceloop.association.properties.user_id",
                                        "u1"),
                                "langfuse.trace.metadata.requestId",
                                "r1"),
                        "metadata",
                        "{\"region\":\"eu\",\"inner\":{\"a\":1}}"),
                "operation.name",
                "ai.generateText triage");

        assertThat(execution(List.of(root)).profile().attributes())
                .containsEntry("tier", Value.of("gold"))
                .containsEntry("region", Value.of("eu"))
                .containsOnlyKeys("service", "tier", "region");
    }

    @Test
    void anAgentIsCalledAsItsSpanWhereNobodySaysMore() {
        Span.Builder said = says(span(1, 0, "invoke_agent planner", 0, 900), "gen_ai.operation.name", "invoke_agent");
        Span.Builder unsaid = says(span(1, 0, "invoke_agent", 0, 900), "gen_ai.operation.name", "invoke_agent");

        assertThat(execution(List.of(said)).profile().agent()).isEqualTo("planner");
        assertThat(execution(List.of(unsaid)).profile().agent()).isEmpty();
        assertThat(execution(List.of(unsaid)).profile().task()).isEqualTo("invoke_agent");
    }

    @Test
    void reasonsToStopAreKnownInCapitalsAndWithHyphensAndOnlyAsWholeWords() {
        for (String bad : List.of("CONTENT_FILTER", "content-filter", "[\"stop\",\"error\"]")) {
            Span.Builder root = says(span(1, 0, "chat", 0, 900), "gen_ai.response.finish_reasons", bad);
            assertThat(execution(List.of(root)).outcome().status()).as(bad).isEqualTo(Status.FAILED);
        }
        Span.Builder root = says(span(1, 0, "chat", 0, 900), "gen_ai.response.finish_reasons", "no_errors");
        assertThat(execution(List.of(root)).outcome().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aCostNoMoneyCanHoldIsNone() {
        Span.Builder root =
                says(model(span(1, 0, "chat", 0, 900), "house", 10, 5), "gen_ai.usage.cost", "1e-999999999");

        assertThat(execution(List.of(root)).headline().usage().cost()).isEqualTo(Money.ZERO);
    }

    @Test
    void spansWithoutAValidIdAreRejectedAndTheOthersTaken() {
        Span.Builder zero = span(1, 0, "zero", 0, 900).setTraceId(ByteString.copyFrom(new byte[16]));
        Span.Builder cut = span(1, 0, "cut", 0, 900).setSpanId(ByteString.copyFrom(new byte[] {1, 2}));
        Received received = spans.facts(request(List.of(zero, cut, span(1, 0, "good", 0, 900))), NOW);

        assertThat(received.rejected()).isEqualTo(2);
        assertThat(received.because()).contains("zero").contains("must be 16 bytes");
        assertThat(Execution.of(received.facts()).profile().task()).isEqualTo("good");
    }

    @Test
    void understandsOlderAndOtherVocabularies() {
        Span.Builder traceloop = says(
                says(
                        says(span(1, 0, "triage.workflow", 0, 900), "traceloop.span.kind", "workflow"),
                        "traceloop.workflow.name",
                        "triage"),
                "traceloop.entity.name",
                "triage");
        Span.Builder openInference = says(
                says(
                        says(
                                says(span(2, 1, "ChatOpenAI", 10, 500), "openinference.span.kind", "LLM"),
                                "llm.model_name",
                                "gpt-4o"),
                        "llm.token_count.prompt",
                        12),
                "llm.token_count.completion",
                3);
        Span.Builder spring = says(
                says(span(3, 1, "tool", 500, 700), "spring.ai.kind", "tool_call"),
                "spring.ai.tool.definition.name",
                "weather");
        Execution execution = execution(List.of(traceloop, openInference, spring));

        assertThat(execution.profile().task()).isEqualTo("triage");
        assertThat(execution.profile().model()).isEqualTo("gpt-4o");
        assertThat(execution.steps())
                .extracting(step -> step.action().kind() + " " + step.action().name())
                .containsExactly("model gpt-4o", "tool weather");
        assertThat(execution.headline().usage().inputTokens()).isEqualTo(12);
    }

    @Test
    void whatIsToldAsSpansComesBackAsTheSameExecution() {
        Execution execution = execution(List.of(
                says(span(1, 0, "planner", 0, 900), "gen_ai.agent.name", "planner"),
                fails(tool(span(2, 1, "execute_tool search", 100, 200), "search"), "connection refused"),
                model(span(3, 2, "chat gpt-4o", 200, 800), "gpt-4o", 1_000, 100)));
        var told = ExportTraceServiceRequest.newBuilder()
                .addAllResourceSpans(Traces.of(List.of(execution), "shop").getResourceSpansList())
                .build();
        Execution back = Execution.of(spans.facts(told, NOW).facts());

        assertThat(back.id()).isEqualTo(execution.id());
        assertThat(back.profile().task()).isEqualTo(execution.profile().task());
        assertThat(back.profile().agent()).isEqualTo("planner");
        assertThat(back.outcome()).isEqualTo(execution.outcome());
        assertThat(back.headline().usage()).isEqualTo(execution.headline().usage());
        assertThat(back.steps())
                .extracting(Step::id, Step::parent, Step::action, Step::outcome)
                .isEqualTo(execution.steps().stream()
                        .map(step -> tuple(step.id(), step.parent(), step.action(), step.outcome()))
                        .toList());
    }

    private Execution execution(List<Span.Builder> told) {
        return Execution.of(spans.facts(request(told), NOW).facts());
    }

    private static Span.Builder tool(Span.Builder span, String name) {
        return says(says(span, "gen_ai.operation.name", "execute_tool"), "gen_ai.tool.name", name);
    }

    private static Span.Builder model(Span.Builder span, String name, long input, long output) {
        return usage(says(says(span, "gen_ai.operation.name", "chat"), "gen_ai.request.model", name), input, output);
    }

    private static Span.Builder usage(Span.Builder span, long input, long output) {
        return says(says(span, "gen_ai.usage.input_tokens", input), "gen_ai.usage.output_tokens", output);
    }

    private static Span.Event evaluation(String name, String label, long at) {
        return Span.Event.newBuilder()
                .setName("gen_ai.evaluation.result")
                .setTimeUnixNano(at * 1_000_000)
                .addAttributes(Spoken.attribute("gen_ai.evaluation.name", text(name)))
                .addAttributes(Spoken.attribute("gen_ai.evaluation.score.label", text(label)))
                .build();
    }

    private static AnyValue.Builder text(String text) {
        return AnyValue.newBuilder().setStringValue(text);
    }
}
