package dev.afterwise.otel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the vocabularies call the same thing: OpenTelemetry's conventions for generative AI in their three generations, OpenInference,
 * OpenLLMetry, Spring AI, the AI SDK, Langfuse and others. The first that says something counts.
 */
final class Words {
    static final List<String> WORKFLOW = List.of(
            "gen_ai.workflow.name",
            "langfuse.trace.name",
            "traceloop.workflow.name",
            "workflow.name",
            "ai.telemetry.functionId");
    static final List<String> AGENT = List.of("gen_ai.agent.name", "agent.name", "agent.role", "gen_ai.agent.id");

    /** What a span of OpenLLMetry is called; of what kind it is says another attribute. */
    static final String ENTITY = "traceloop.entity.name";

    static final String AGENTOPS = "agentops.span.kind";

    /** What a span of AgentOps is called. */
    static final String OPERATION = "operation.name";

    static final List<String> TOOL =
            List.of("gen_ai.tool.name", "spring.ai.tool.definition.name", "tool.name", "ai.toolCall.name");

    /** What says for sure which model was asked for. */
    static final List<String> ASKED = List.of("gen_ai.request.model");

    /** What was asked for comes before what answered: a choice can only be made among what can be asked for. */
    static final List<String> MODEL = List.of(
            "gen_ai.request.model",
            "llm.model_name",
            "embedding.model_name",
            "ai.model.id",
            "langfuse.observation.model.name",
            "llm.request.model",
            "mlflow.llm.model",
            "gen_ai.response.model",
            "ai.response.model");

    /** What answered is what is paid for. */
    static final List<String> ANSWERED = List.of("gen_ai.response.model", "ai.response.model");

    static final List<String> PROVIDER = List.of(
            "gen_ai.provider.name",
            "gen_ai.system",
            "llm.provider",
            "llm.system",
            "ai.model.provider",
            "mlflow.llm.provider");
    static final List<String> CONVERSATION = List.of(
            "langfuse.session.id",
            "session.id",
            "gen_ai.conversation.id",
            "spring.ai.chat.client.conversation.id",
            "traceloop.association.properties.session_id",
            "ai.telemetry.metadata.sessionId",
            "gcp.vertex.agent.session_id");
    static final List<String> ARGUMENTS = List.of(
            "gen_ai.tool.call.arguments",
            "spring.ai.tool.call.arguments",
            "tool.parameters",
            "ai.toolCall.args",
            "gcp.vertex.agent.tool_call_args",
            "traceloop.entity.input",
            "input.value");
    static final List<String> INPUT = List.of(
            "gen_ai.input.messages",
            "input.value",
            "langfuse.observation.input",
            "traceloop.entity.input",
            "mlflow.spanInputs",
            "ai.prompt.messages",
            "ai.prompt",
            "gen_ai.prompt",
            "gen_ai.prompt.0.content",
            "llm.input_messages.0.message.content",
            "genkit:input",
            "input");
    static final List<String> OUTPUT = List.of(
            "gen_ai.tool.call.result",
            "spring.ai.tool.call.result",
            "gen_ai.output.messages",
            "output.value",
            "langfuse.observation.output",
            "traceloop.entity.output",
            "mlflow.spanOutputs",
            "ai.response.text",
            "ai.toolCall.result",
            "gcp.vertex.agent.tool_response",
            "gen_ai.completion",
            "gen_ai.completion.0.content",
            "llm.output_messages.0.message.content",
            "genkit:output",
            "output");
    static final List<String> INPUT_TOKENS = List.of(
            "gen_ai.usage.input_tokens",
            "gen_ai.usage.prompt_tokens",
            "llm.token_count.prompt",
            "llm.usage.prompt_tokens",
            "ai.usage.inputTokens",
            "ai.usage.promptTokens");
    static final List<String> OUTPUT_TOKENS = List.of(
            "gen_ai.usage.output_tokens",
            "gen_ai.usage.completion_tokens",
            "llm.token_count.completion",
            "llm.usage.completion_tokens",
            "ai.usage.outputTokens",
            "ai.usage.completionTokens");
    static final List<String> TOTAL_TOKENS = List.of(
            "gen_ai.usage.total_tokens", "llm.token_count.total", "llm.usage.total_tokens", "ai.usage.totalTokens");
    static final List<String> CACHED_TOKENS = List.of(
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.cache_read_input_tokens",
            "llm.token_count.prompt_details.cache_read",
            "ai.usage.cachedInputTokens",
            "ai.usage.inputTokenDetails.cacheReadTokens");
    static final List<String> CACHE_WRITES = List.of(
            "gen_ai.usage.cache_write.input_tokens",
            "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.usage.cache_creation_input_tokens",
            "llm.token_count.prompt_details.cache_write",
            "ai.usage.inputTokenDetails.cacheWriteTokens");

    /** JSON objects that say how many tokens there were, each sort under its own name. */
    static final List<String> USAGE = List.of("langfuse.observation.usage_details", "mlflow.chat.tokenUsage");

    /** JSON objects that say what it cost. */
    static final List<String> COSTS = List.of("langfuse.observation.cost_details", "mlflow.llm.cost");

    static final List<String> COST =
            // The last but one is LiteLLM's, the last Sentry's, who call the cost of all tokens so.
            List.of(
                    "gen_ai.usage.cost",
                    "llm.cost.total",
                    "gen_ai.usage.total_cost",
                    "gen_ai.cost.total_cost",
                    "gen_ai.cost.total_tokens");
    static final List<String> FINISH = List.of(
            "gen_ai.response.finish_reasons",
            "gen_ai.completion.0.finish_reason",
            "ai.response.finishReason",
            "llm.finish_reason");
    static final List<String> STATUS_CODE =
            List.of("http.response.status_code", "http.status_code", "rpc.grpc.status_code");

    /** Attributes that begin so say what happened, or where, and not of what sort the work is. */
    static final List<String> MECHANICS = List.of(
            "agentops.",
            "ai.",
            "code.",
            "db.",
            "embedding.",
            "error.",
            "exception.",
            "faas.",
            "gcp.",
            "gen_ai.",
            "genkit",
            "graph.",
            "http.",
            "input",
            "langfuse.",
            "lk.",
            "llm.",
            "logfire.",
            "messaging.",
            "mlflow.",
            "net.",
            "network.",
            "openinference.",
            "operation.name",
            "otel.",
            "output",
            "peer.",
            "process.",
            "resource.name",
            "rpc.",
            "server.",
            "client.",
            "session.",
            "spring.ai.",
            "telemetry.",
            "thread.",
            "tool",
            "traceloop.",
            "url.",
            "user");

    /** What follows these was said by whoever wrote the work, and not by what watched it. */
    static final List<String> GIVEN =
            List.of("ai.telemetry.metadata.", "langfuse.trace.metadata.", "traceloop.association.properties.");

    private Words() {}

    /** The name of a span without what OpenTelemetry's conventions put before an agent's; null if nothing is left. */
    static @Nullable String afterOperation(String name) {
        String rest = name.strip();
        for (String operation : List.of("invoke_agent", "create_agent")) {
            if (rest.equals(operation) || rest.startsWith(operation + " ")) {
                rest = rest.substring(operation.length()).strip();
            }
        }
        return rest.isEmpty() ? null : rest;
    }
}
