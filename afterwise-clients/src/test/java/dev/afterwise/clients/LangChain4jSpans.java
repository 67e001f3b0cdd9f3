package dev.afterwise.clients;

import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.observability.api.event.AiServiceCompletedEvent;
import dev.langchain4j.observability.api.event.AiServiceErrorEvent;
import dev.langchain4j.observability.api.event.AiServiceResponseReceivedEvent;
import dev.langchain4j.observability.api.event.AiServiceStartedEvent;
import dev.langchain4j.observability.api.event.ToolExecutedEvent;
import dev.langchain4j.observability.api.listener.AiServiceCompletedListener;
import dev.langchain4j.observability.api.listener.AiServiceErrorListener;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import dev.langchain4j.observability.api.listener.AiServiceResponseReceivedListener;
import dev.langchain4j.observability.api.listener.AiServiceStartedListener;
import dev.langchain4j.observability.api.listener.ToolExecutedEventListener;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's listeners as spans of OpenTelemetry: a call of an AI service is an agent's span; what it asks of models and tools
 * are spans in it. Made for services that answer in the thread of their caller. Safe for use by many threads.
 */
final class LangChain4jSpans implements ChatModelListener {
    private static final Pattern NESTS = Pattern.compile("^.*[.$]");
    private static final ThreadLocal<@Nullable Context> CURRENT = new ThreadLocal<>();

    /** A service's call on its way. */
    private record Call(Span span, Context within, Instant answeredAt) {}

    private final Tracer tracer;
    private final Supplier<Instant> now;
    private final Map<UUID, Call> calls = new ConcurrentHashMap<>();

    LangChain4jSpans(Tracer tracer, Supplier<Instant> now) {
        this.tracer = tracer;
        this.now = now;
    }

    /** What to register with a service. */
    List<AiServiceListener<?>> ofServices() {
        return List.of(
                (AiServiceStartedListener) this::started,
                (AiServiceResponseReceivedListener) this::answered,
                (ToolExecutedEventListener) this::executed,
                (AiServiceCompletedListener) this::completed,
                (AiServiceErrorListener) this::failed);
    }

    private void started(AiServiceStartedEvent event) {
        InvocationContext call = event.invocationContext();
        String agent = NESTS.matcher(call.interfaceName()).replaceFirst("");
        Span span = tracer.spanBuilder("invoke_agent " + agent)
                .setAttribute("gen_ai.operation.name", "invoke_agent")
                .setAttribute("gen_ai.agent.name", agent)
                .setAttribute("gen_ai.workflow.name", agent + "." + call.methodName())
                .setAttribute("gen_ai.conversation.id", String.valueOf(call.chatMemoryId()))
                .startSpan();
        Context within = Context.current().with(span);
        CURRENT.set(within);
        calls.put(call.invocationId(), new Call(span, within, now.get()));
    }

    private void answered(AiServiceResponseReceivedEvent event) {
        calls.computeIfPresent(
                event.invocationContext().invocationId(), (id, call) -> new Call(call.span, call.within, now.get()));
    }

    /** A tool is heard of when it is done; it began when the model had asked for it. */
    private void executed(ToolExecutedEvent event) {
        Call call = calls.get(event.invocationContext().invocationId());
        if (call != null) {
            tracer.spanBuilder("execute_tool " + event.request().name())
                    .setParent(call.within)
                    .setStartTimestamp(call.answeredAt)
                    .setAttribute("gen_ai.operation.name", "execute_tool")
                    .setAttribute("gen_ai.tool.name", event.request().name())
                    .setAttribute("gen_ai.tool.call.id", event.request().id())
                    .setAttribute("gen_ai.tool.call.arguments", event.request().arguments())
                    .setAttribute("gen_ai.tool.call.result", event.resultText())
                    .startSpan()
                    .end();
        }
    }

    private void completed(AiServiceCompletedEvent event) {
        end(event.invocationContext(), null);
    }

    private void failed(AiServiceErrorEvent event) {
        end(event.invocationContext(), event.error());
    }

    private void end(InvocationContext context, @Nullable Throwable error) {
        Call call = calls.remove(context.invocationId());
        CURRENT.remove();
        if (call != null) {
            end(call.span, error);
        }
    }

    private static void end(Span span, @Nullable Throwable error) {
        if (error != null) {
            span.recordException(error)
                    .setAttribute("error.type", error.getClass().getName())
                    .setStatus(StatusCode.ERROR, String.valueOf(error.getMessage()));
        }
        span.end();
    }

    @Override
    public void onRequest(ChatModelRequestContext context) {
        ChatRequest request = context.chatRequest();
        Span span = tracer.spanBuilder("chat " + request.modelName())
                .setParent(Objects.requireNonNullElse(CURRENT.get(), Context.current()))
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute(
                        "gen_ai.provider.name", context.modelProvider().name().toLowerCase(Locale.ROOT))
                .setAttribute("gen_ai.request.model", request.modelName())
                .startSpan();
        context.attributes().put(this, span);
    }

    @Override
    public void onResponse(ChatModelResponseContext context) {
        Span span = (Span) Objects.requireNonNull(context.attributes().get(this));
        span.setAttribute("gen_ai.response.model", context.chatResponse().modelName());
        TokenUsage usage = context.chatResponse().tokenUsage();
        if (usage != null) {
            span.setAttribute("gen_ai.usage.input_tokens", usage.inputTokenCount());
            span.setAttribute("gen_ai.usage.output_tokens", usage.outputTokenCount());
        }
        end(span, null);
    }

    @Override
    public void onError(ChatModelErrorContext context) {
        end((Span) Objects.requireNonNull(context.attributes().get(this)), context.error());
    }
}
