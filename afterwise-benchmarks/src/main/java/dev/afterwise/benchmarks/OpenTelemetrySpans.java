package dev.afterwise.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * Spans as an instrumentation of model calls makes them, exported to nowhere in groups of the usual size. The queue has room
 * for all of a round: at its usual size the processor would drop most of them, which is cheap.
 */
final class OpenTelemetrySpans implements RecordStep.Peer {
    private static final AttributeKey<String> AGENT = AttributeKey.stringKey("gen_ai.agent.name");
    private static final AttributeKey<String> CUSTOMER = AttributeKey.stringKey("customer");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final int ROOM = 1 << 20;

    private final Counting counting = new Counting();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(
                    BatchSpanProcessor.builder(counting).setMaxQueueSize(ROOM).build())
            .build();
    private final Tracer tracer = provider.get("afterwise-benchmarks");

    @Override
    @SuppressWarnings("try") // It is current as long as it is open.
    public void execution() {
        Span root = tracer.spanBuilder("support").startSpan();
        try (var scope = root.makeCurrent()) {
            root.setAttribute(AGENT, "support-bot").setAttribute(CUSTOMER, "acme");
            for (int i = 0; i < RecordStep.STEPS; i++) {
                step(800 + i);
            }
        } finally {
            root.end();
        }
    }

    @SuppressWarnings("try") // It is current as long as it is open.
    private void step(int tokens) {
        Span span = tracer.spanBuilder("chat small-model")
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(OPERATION, "chat")
                .setAttribute(MODEL, "small-model")
                .startSpan();
        try (var scope = span.makeCurrent()) {
            span.setAttribute(INPUT_TOKENS, (long) tokens).setAttribute(OUTPUT_TOKENS, 145L);
        } finally {
            span.end();
        }
    }

    @Override
    public void flush() {
        provider.forceFlush().join(1, TimeUnit.MINUTES);
    }

    @Override
    public long received() {
        return counting.received;
    }

    @Override
    public long perExecution() {
        return 1 + RecordStep.STEPS;
    }

    @Override
    public void close() {
        provider.close();
    }

    /** Throws spans away, on the processor's one thread. */
    private static final class Counting implements SpanExporter {
        private volatile long received;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate")
        public CompletableResultCode export(Collection<SpanData> spans) {
            received += spans.size();
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
