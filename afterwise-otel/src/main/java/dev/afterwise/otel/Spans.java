package dev.afterwise.otel;

import com.google.protobuf.ByteString;
import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Origin;
import dev.afterwise.Payload;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.otel.Verdicts.Verdict;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Spans as facts. A trace is an execution, its root span the execution's beginning and end, every other span a step.
 *
 * <p>Each span is translated by itself, so spans may come in any order, late, or twice: what they add up to is the same. A root
 * that has not come, or never comes, is stood in for by whichever span of the trace ended last. What a span says is held to be
 * observed when the span ended.
 *
 * <p>Safe for use by many threads.
 */
public final class Spans {
    private static final int MAX_PAYLOAD = 16_384;
    private static final int MAX_EVENTS = 32;
    private static final String UNNAMED = "unknown";

    private final Verdicts verdicts;
    private final Evaluations evaluations;
    private final Prices prices;

    /**
     * @param classify makes a failure of an error's type and message, either of which may be empty
     * @param prices what tokens cost where nobody says what they did
     */
    public Spans(BiFunction<String, String, Failure> classify, Prices prices) {
        this.verdicts = new Verdicts(classify);
        this.evaluations = new Evaluations(classify);
        this.prices = prices;
    }

    /**
     * What a request says. Spans without a valid id are rejected, as the specification wants it.
     *
     * @param receivedAt when a span was that does not say
     */
    public Received facts(ExportTraceServiceRequest request, Instant receivedAt) {
        var facts = new ArrayList<Fact>();
        var last = new LinkedHashMap<String, Told>();
        long rejected = 0;
        String because = "";
        for (ResourceSpans each : request.getResourceSpansList()) {
            Attributes resource = Attributes.of(each.getResource().getAttributesList());
            for (ScopeSpans scope : each.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    String wrong = wrong(span);
                    if (wrong != null) {
                        because = rejected++ == 0 ? wrong : because;
                        continue;
                    }
                    Told told = told(span, resource, receivedAt);
                    add(told, facts);
                    last.merge(told.trace(), told, Spans::later);
                }
            }
        }
        last.values().stream().filter(told -> !told.isRoot()).forEach(told -> standIn(told, facts));
        return new Received(facts, rejected, because);
    }

    private static @Nullable String wrong(Span span) {
        if (Ids.isNone(span.getTraceId(), Ids.TRACE_BYTES)) {
            return "A trace id must be 16 bytes, not all of them zero, but that of the span (%s) is (%s)."
                    .formatted(span.getName(), shown(span.getTraceId()));
        }
        if (Ids.isNone(span.getSpanId(), Ids.SPAN_BYTES)) {
            return "A span id must be 8 bytes, not all of them zero, but that of the span (%s) is (%s)."
                    .formatted(span.getName(), shown(span.getSpanId()));
        }
        return null;
    }

    /** A bad id may be of any length. */
    private static String shown(ByteString id) {
        return Ids.hex(id.substring(0, Math.min(id.size(), Ids.TRACE_BYTES)));
    }

    private static Told told(Span span, Attributes resource, Instant receivedAt) {
        Attributes attributes = Attributes.of(span.getAttributesList());
        return new Told(
                Ids.hex(span.getTraceId()),
                Ids.hex(span.getSpanId()),
                Ids.isNone(span.getParentSpanId(), Ids.SPAN_BYTES) ? null : Ids.hex(span.getParentSpanId()),
                span,
                span.getStartTimeUnixNano() == 0 && span.getEndTimeUnixNano() == 0
                        ? receivedAt
                        : Told.at(
                                span.getStartTimeUnixNano() == 0
                                        ? span.getEndTimeUnixNano()
                                        : span.getStartTimeUnixNano()),
                attributes,
                resource,
                Kind.of(attributes));
    }

    /** A root is surer than any other; else the one that ended last is nearest to it. */
    private static Told later(Told one, Told other) {
        if (one.isRoot() != other.isRoot()) {
            return one.isRoot() ? one : other;
        }
        return other.endedAt().isAfter(one.endedAt()) ? other : one;
    }

    private void add(Told told, List<Fact> facts) {
        Verdict verdict = verdicts.of(told);
        Usage usage = Spending.of(told.attributes(), told.kind(), prices);
        boolean isStep = !told.isRoot() || told.kind() == Kind.MODEL || told.kind() == Kind.TOOL;
        if (isStep) {
            step(told, verdict, usage, facts);
        }
        if (told.isRoot()) {
            Origin origin = origin(told, Source.TELEMETRY);
            facts.add(started(told, origin));
            facts.add(new Fact.Ended(origin, verdict.outcome(), isStep ? Usage.NONE : usage, output(told)));
            facts.add(new Fact.Noted(
                    origin, new Event("outcome_from", told.endedAt(), Payload.text(verdict.signal(), 100))));
        }
        events(told, facts);
    }

    /** What is known of a trace whose root has not come. */
    private void standIn(Told told, List<Fact> facts) {
        Origin origin = origin(told, Source.INFERRED);
        facts.add(started(told, origin));
        if (told.isEntry()) {
            facts.add(new Fact.Ended(origin, verdicts.of(told).outcome(), Usage.NONE, output(told)));
        }
    }

    private static Origin origin(Told told, Source source) {
        return new Origin(new ExecutionId(told.trace()), source, told.endedAt());
    }

    private static void step(Told told, Verdict verdict, Usage usage, List<Fact> facts) {
        Origin origin = origin(told, Source.TELEMETRY);
        var step = new StepId(told.id());
        StepId parent = told.parent() == null ? null : new StepId(told.parent());
        facts.add(new Fact.StepStarted(origin, step, parent, action(told)));
        String agent = told.kind() == Kind.AGENT ? agent(told) : null;
        facts.add(new Fact.AttemptStarted(origin, step, 1, agent, told.startedAt()));
        facts.add(new Fact.AttemptEnded(origin, step, 1, verdict.outcome(), usage, output(told)));
    }

    private static Action action(Told told) {
        Attributes said = told.attributes();
        return switch (told.kind()) {
            case MODEL ->
                new Action.ModelCall(Objects.requireNonNullElse(
                        Models.asked(said), Objects.requireNonNullElse(said.text("genkit:name"), named(told))));
            case TOOL -> new Action.ToolCall(tool(told), Payload.text(said.text(Words.ARGUMENTS), MAX_PAYLOAD));
            case AGENT -> new Action.Phase(Objects.requireNonNullElse(agent(told), named(told)), null);
            case null, default -> new Action.Phase(Objects.requireNonNullElse(entity(told), named(told)), null);
        };
    }

    private static String tool(Told told) {
        String tool = told.attributes().text(Words.TOOL);
        return Objects.requireNonNullElse(tool == null ? entity(told) : tool, named(told));
    }

    private static @Nullable String agent(Told told) {
        String agent = told.attributes().text(Words.AGENT);
        if (agent != null || told.kind() != Kind.AGENT) {
            return agent;
        }
        String entity = entity(told);
        return entity == null ? Words.afterOperation(told.span().getName()) : entity;
    }

    /** What OpenLLMetry or AgentOps call it. */
    static @Nullable String entity(Told told) {
        Attributes said = told.attributes();
        String entity = said.text(Words.ENTITY);
        return entity == null && said.has(Words.AGENTOPS) ? said.text(Words.OPERATION) : entity;
    }

    private static String named(Told told) {
        String name = told.span().getName();
        return name.isBlank() ? UNNAMED : name.strip();
    }

    private static Fact.Started started(Told told, Origin origin) {
        About about = About.NOTHING
                .withConversation(told.attributes().text(Words.CONVERSATION))
                .withInput(Payload.text(told.attributes().text(Words.INPUT), MAX_PAYLOAD));
        return new Fact.Started(origin, Profiles.of(told, agent(told)), named(told), told.startedAt(), about);
    }

    private static Payload output(Told told) {
        return Payload.text(told.attributes().text(Words.OUTPUT), MAX_PAYLOAD);
    }

    /** Exceptions are in the outcome, and messages in the payloads; what else happened is worth noting. */
    private void events(Told told, List<Fact> facts) {
        int noted = 0;
        for (Span.Event event : told.span().getEventsList()) {
            String name = event.getName();
            if (name.equals(Evaluations.EVENT)) {
                facts.addAll(
                        evaluations.facts(origin(told, Source.TELEMETRY), Attributes.of(event.getAttributesList())));
            }
            if (name.isBlank() || name.equals("exception") || name.startsWith("gen_ai.") || ++noted > MAX_EVENTS) {
                continue;
            }
            Map<String, String> said = new LinkedHashMap<>();
            Attributes.of(event.getAttributesList()).all().forEach((key, value) -> said.put(key, AnyText.of(value)));
            facts.add(new Fact.Noted(
                    origin(told, Source.TELEMETRY),
                    new Event(
                            name,
                            event.getTimeUnixNano() == 0 ? told.endedAt() : Told.at(event.getTimeUnixNano()),
                            said.isEmpty() ? Payload.NONE : Payload.text(said.toString(), MAX_PAYLOAD))));
        }
    }
}
