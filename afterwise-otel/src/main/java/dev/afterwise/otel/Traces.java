package dev.afterwise.otel;

import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Recovery;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Executions as spans, in the names of OpenTelemetry's conventions for generative AI. An execution is a trace, which links to the
 * one it was made on behalf of; a step is a span, and so is each attempt at it where there were several. What is still running,
 * or ended nobody knows when, has no span yet.
 */
public final class Traces {
    private static final String SCOPE = "dev.afterwise";

    private Traces() {}

    /** @param service the name of the service in whose name they are told */
    public static TracesData of(Collection<Execution> executions, String service) {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(SCOPE));
        executions.forEach(each -> new One(each, spans).add());
        return TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", service)))
                        .addScopeSpans(spans))
                .build();
    }

    /** One execution on its way. */
    private record One(Execution execution, ScopeSpans.Builder spans) {
        void add() {
            if (!(execution.outcome() instanceof Outcome.Ended end) || end.took() == null) {
                return;
            }
            Parent parent = execution.about().parent();
            Span.Builder root = span(root(), execution.startedAt(), end)
                    .setName("invoke_agent " + execution.profile().task())
                    .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
                    .addAttributes(attribute("gen_ai.operation.name", "invoke_agent"))
                    .addAttributes(attribute(
                            "gen_ai.workflow.name", execution.profile().task()));
            if (parent != null) {
                StepId step = parent.step();
                root.addLinks(Span.Link.newBuilder()
                        .setTraceId(Ids.bytes(parent.execution().hex()))
                        .setSpanId(Ids.bytes(step == null ? whole(parent.execution()) : step.hex())));
            }
            said(root, "gen_ai.agent.name", execution.profile().agent());
            said(root, "gen_ai.request.model", execution.profile().model());
            said(root, "gen_ai.conversation.id", execution.about().conversation());
            said(root, "afterwise.route", execution.profile().route());
            execution.profile().attributes().forEach((name, value) -> root.addAttributes(attribute(name, value)));
            spans.addSpans(root);
            execution.steps().forEach(this::add);
        }

        private void add(Step step) {
            if (!(step.outcome() instanceof Outcome.Ended end)
                    || step.attempts().isEmpty()) {
                return;
            }
            StepId parent = step.parent();
            boolean isOne = step.attempts().size() == 1;
            Attempt first = step.attempts().getFirst();
            Attempt last = step.attempts().getLast();
            Duration took = end.took();
            if (took == null) {
                return;
            }
            Instant endedAt = last.startedAt().plus(took);
            Span.Builder span = action(step, span(step.id().hex(), first.startedAt(), endedAt, end))
                    .setParentSpanId(Ids.bytes(parent == null ? root() : parent.hex()));
            if (isOne) {
                usage(span, step.usage());
                said(span, "gen_ai.agent.name", first.agent());
                spans.addSpans(span);
                return;
            }
            spans.addSpans(span);
            step.attempts().forEach(attempt -> add(step, attempt));
        }

        private void add(Step step, Attempt attempt) {
            if (!(attempt.outcome() instanceof Outcome.Ended end) || end.took() == null) {
                return;
            }
            String id = StepId.named(step.id().hex() + "/" + attempt.number()).hex();
            Span.Builder span = action(step, span(id, attempt.startedAt(), end))
                    .setName(step.action().name() + " #" + attempt.number())
                    .setParentSpanId(Ids.bytes(step.id().hex()));
            usage(span, attempt.usage());
            said(span, "gen_ai.agent.name", attempt.agent());
            Recovery then = attempt.then();
            said(span, "afterwise.recovery", then == null ? null : then.strategy());
            spans.addSpans(span);
        }

        private String root() {
            return whole(execution.id());
        }

        private Span.Builder span(String id, Instant at, Outcome.Ended outcome) {
            return span(id, at, at.plus(Objects.requireNonNullElse(outcome.took(), Duration.ZERO)), outcome);
        }

        private Span.Builder span(String id, Instant at, Instant endedAt, Outcome.Ended outcome) {
            Span.Builder span = Span.newBuilder()
                    .setTraceId(Ids.bytes(execution.id().hex()))
                    .setSpanId(Ids.bytes(id))
                    .setStartTimeUnixNano(nanos(at))
                    .setEndTimeUnixNano(nanos(endedAt));
            if (outcome instanceof Outcome.Failed(var ignored, Failure failure)) {
                span.setStatus(Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage(failure.message()));
                said(span, "error.type", failure.type());
            }
            span.addAttributes(attribute("afterwise.outcome", outcome.status().word()));
            return span;
        }
    }

    private static Span.Builder action(Step step, Span.Builder span) {
        return switch (step.action()) {
            case Action.ModelCall(String model) ->
                span.setName("chat " + model)
                        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                        .addAttributes(attribute("gen_ai.operation.name", "chat"))
                        .addAttributes(attribute("gen_ai.request.model", model));
            case Action.ToolCall(String tool, var ignored) ->
                span.setName("execute_tool " + tool)
                        .addAttributes(attribute("gen_ai.operation.name", "execute_tool"))
                        .addAttributes(attribute("gen_ai.tool.name", tool));
            case Action.Phase(String name, var ignored) -> span.setName(name);
            case Action.Delegate(ExecutionId child) ->
                span.setName("delegate").addAttributes(attribute("afterwise.child", child.hex()));
        };
    }

    private static void usage(Span.Builder span, Usage usage) {
        if (usage.inputTokens() + usage.outputTokens() > 0) {
            span.addAttributes(attribute("gen_ai.usage.input_tokens", usage.inputTokens()));
            span.addAttributes(attribute("gen_ai.usage.output_tokens", usage.outputTokens()));
        }
        if (usage.cachedTokens() > 0) {
            span.addAttributes(attribute("gen_ai.usage.cache_read.input_tokens", usage.cachedTokens()));
        }
        if (!usage.cost().equals(Money.ZERO)) {
            span.addAttributes(attribute(
                    "gen_ai.usage.cost", Value.of(usage.cost().dollars().doubleValue())));
        }
    }

    private static void said(Span.Builder span, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            span.addAttributes(attribute(name, text));
        }
    }

    private static KeyValue attribute(String name, String text) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(text))
                .build();
    }

    private static KeyValue attribute(String name, long count) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setIntValue(count))
                .build();
    }

    private static KeyValue attribute(String name, Value value) {
        return switch (value) {
            case Value.Text(String text) -> attribute(name, text);
            case Value.Numeric(double number) ->
                KeyValue.newBuilder()
                        .setKey(name)
                        .setValue(AnyValue.newBuilder().setDoubleValue(number))
                        .build();
        };
    }

    /** The id of the span that an execution is as a whole, which is what others name as their parent. */
    private static String whole(ExecutionId id) {
        return id.hex().substring(16);
    }

    private static long nanos(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), (long) at.getNano());
    }
}
