package dev.afterwise.otel;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a span is of, whoever says so in whichever words. */
enum Kind {
    /** A whole piece of work, or a part of it, by an agent. */
    AGENT,
    /** Several steps with one purpose. */
    WORKFLOW,
    TOOL,
    MODEL,
    /** Something else. */
    PART;

    /**
     * The attributes that say it, the most reliable first: tools that look at spans for a living disagree about little else
     * (Langfuse's, Phoenix's and the OpenTelemetry Collector's mappings agree on these).
     */
    private static final List<String> SAID_BY = List.of(
            "langfuse.observation.type",
            "openinference.span.kind",
            "gen_ai.operation.name",
            "traceloop.span.kind",
            "agentops.span.kind",
            "spring.ai.kind",
            "mlflow.spanType",
            "genkit:metadata:subtype",
            "llm.request.type");

    private static final Map<String, Kind> WORDS = Map.ofEntries(
            Map.entry("agent", AGENT),
            Map.entry("invoke_agent", AGENT),
            Map.entry("create_agent", AGENT),
            Map.entry("workflow", WORKFLOW),
            Map.entry("invoke_workflow", WORKFLOW),
            Map.entry("session", WORKFLOW),
            Map.entry("chain", WORKFLOW),
            Map.entry("flow", WORKFLOW),
            Map.entry("tool", TOOL),
            Map.entry("execute_tool", TOOL),
            Map.entry("tool_call", TOOL),
            Map.entry("tool.v2", TOOL),
            Map.entry("retriever", TOOL),
            Map.entry("retrieval", TOOL),
            Map.entry("reranker", TOOL),
            Map.entry("rerank", TOOL),
            Map.entry("vector_store", TOOL),
            Map.entry("llm", MODEL),
            Map.entry("model", MODEL),
            Map.entry("chat_model", MODEL),
            Map.entry("generation", MODEL),
            Map.entry("chat", MODEL),
            Map.entry("text_completion", MODEL),
            Map.entry("completion", MODEL),
            Map.entry("generate_content", MODEL),
            Map.entry("embedding", MODEL),
            Map.entry("embeddings", MODEL),
            Map.entry("span", PART),
            Map.entry("task", PART),
            Map.entry("guardrail", PART),
            Map.entry("evaluator", PART),
            Map.entry("prompt", PART),
            Map.entry("event", PART),
            Map.entry("framework", PART),
            Map.entry("plan", PART));

    /** Of a span that says so of itself, or that carries what only tools or models have; null if nothing of the sort. */
    static @Nullable Kind of(Attributes attributes) {
        for (String key : SAID_BY) {
            String said = attributes.text(key);
            Kind kind = said == null ? null : WORDS.get(said.toLowerCase(Locale.ROOT));
            // "span" and its like say only that nobody said more: another attribute may know.
            if (kind != null && kind != PART) {
                return kind;
            }
        }
        Kind vercel = vercel(attributes.text("ai.operationId"));
        if (vercel != null) {
            return vercel;
        }
        if (attributes.text(Words.TOOL) != null || attributes.has("gen_ai.tool.call.id")) {
            return TOOL;
        }
        return attributes.text(Words.MODEL) != null ? MODEL : null;
    }

    /** Vercel's AI SDK: the outer span of a call sums its inner ones up. */
    private static @Nullable Kind vercel(@Nullable String operation) {
        if (operation == null) {
            return null;
        }
        return operation.contains(".do") ? MODEL : operation.startsWith("ai.toolCall") ? TOOL : PART;
    }
}
