package dev.afterwise.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenTelemetry's SDK for Java. */
class JavaSdkTest {
    private static Listener listener;

    @BeforeAll
    static void listen() throws Exception {
        listener = Listener.start();
    }

    @Test
    void isUnderstoodOverHttpAndGrpcPlainAndPacked() {
        String http = "http://127.0.0.1:%d/v1/traces".formatted(listener.port());
        String grpc = "http://127.0.0.1:%d".formatted(listener.port());
        List<SpanExporter> exporters = List.of(
                OtlpHttpSpanExporter.builder().setEndpoint(http).build(),
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(http)
                        .setCompression("gzip")
                        .build(),
                OtlpGrpcSpanExporter.builder().setEndpoint(grpc).build(),
                OtlpGrpcSpanExporter.builder()
                        .setEndpoint(grpc)
                        .setCompression("gzip")
                        .build());
        exporters.forEach(exporter -> within("sdk", exporter, JavaSdkTest::work));

        assertThat(listener.told("sdk")).hasSize(4).containsOnly("""
            planner failed (timeout, java.net.SocketTimeoutException: Read timed out) by status; agent planner, model claude-sonnet-4-5, talk talk-1, 1200 in (800 cached), 10 out, $0.00159
              model claude-sonnet-4-5 succeeded, 1200 in (800 cached), 10 out, $0.00159
              tool search failed (timeout, java.net.SocketTimeoutException: Read timed out), given {q:rain}
            """);
    }

    @Test
    void anEvaluationInALogRecordSaysHowItWent() {
        String[] trace = new String[1];
        within(
                "judged",
                OtlpHttpSpanExporter.builder()
                        .setEndpoint("http://127.0.0.1:%d/v1/traces".formatted(listener.port()))
                        .build(),
                tracer -> {
                    Span root = tracer.spanBuilder("answer").startSpan();
                    root.end();
                    trace[0] = root.getSpanContext().getTraceId();
                    try (SdkLoggerProvider logs = SdkLoggerProvider.builder()
                            .addLogRecordProcessor(SimpleLogRecordProcessor.create(OtlpHttpLogRecordExporter.builder()
                                    .setEndpoint("http://127.0.0.1:%d/v1/logs".formatted(listener.port()))
                                    .build()))
                            .build()) {
                        logs.get("judge")
                                .logRecordBuilder()
                                .setEventName("gen_ai.evaluation.result")
                                .setSeverity(Severity.INFO)
                                .setContext(Context.root().with(root))
                                .setAllAttributes(Attributes.of(
                                        AttributeKey.stringKey("gen_ai.evaluation.name"), "task_completion",
                                        AttributeKey.stringKey("gen_ai.evaluation.score.label"), "fail",
                                        AttributeKey.doubleKey("gen_ai.evaluation.score.value"), 0.2,
                                        AttributeKey.stringKey("gen_ai.evaluation.explanation"), "It names no city."))
                                .emit();
                        logs.forceFlush().join(10, TimeUnit.SECONDS);
                    }
                });

        assertThat(listener.told("judged"))
                .singleElement()
                .asString()
                .startsWith("answer failed (")
                .contains("task_completion: It names no city.");
    }

    private interface Work {
        void with(Tracer tracer);
    }

    private static void within(String service, SpanExporter exporter, Work work) {
        try (SdkTracerProvider provider = provider(service, exporter)) {
            work.with(provider.get("test"));
        }
    }

    /** What tells a listener everything at the latest when it is closed. */
    static SdkTracerProvider provider(String service, Listener listener) {
        return provider(
                service,
                OtlpHttpSpanExporter.builder()
                        .setEndpoint("http://127.0.0.1:%d/v1/traces".formatted(listener.port()))
                        .build());
    }

    private static SdkTracerProvider provider(String service, SpanExporter exporter) {
        return SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
    }

    @SuppressWarnings("try") // It is current as long as it is open.
    private static void work(Tracer tracer) {
        Span root = tracer.spanBuilder("invoke_agent planner")
                .setAttribute("gen_ai.operation.name", "invoke_agent")
                .setAttribute("gen_ai.agent.name", "planner")
                .setAttribute("gen_ai.conversation.id", "talk-1")
                .startSpan();
        try (Scope ignored = root.makeCurrent()) {
            tracer.spanBuilder("chat claude-sonnet-4-5")
                    .setAttribute("gen_ai.operation.name", "chat")
                    .setAttribute("gen_ai.provider.name", "anthropic")
                    .setAttribute("gen_ai.request.model", "claude-sonnet-4-5")
                    .setAttribute("gen_ai.usage.input_tokens", 1_200)
                    .setAttribute("gen_ai.usage.cache_read.input_tokens", 800)
                    .setAttribute("gen_ai.usage.output_tokens", 10)
                    .startSpan()
                    .end();
            var timeout = new SocketTimeoutException("Read timed out");
            Span tool = tracer.spanBuilder("execute_tool search")
                    .setAttribute("gen_ai.operation.name", "execute_tool")
                    .setAttribute("gen_ai.tool.name", "search")
                    .setAttribute("gen_ai.tool.call.arguments", "{\"q\":\"rain\"}")
                    .startSpan();
            tool.recordException(timeout).setStatus(StatusCode.ERROR).end();
            root.recordException(timeout).setStatus(StatusCode.ERROR);
        }
        root.end();
    }
}
