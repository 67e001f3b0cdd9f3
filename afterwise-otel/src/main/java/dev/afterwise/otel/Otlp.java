package dev.afterwise.otel;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Sample;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** All that comes over OTLP, as what is kept here. Safe for use by many threads. */
public final class Otlp {
    private final Spans spans;
    private final Logs logs;

    /** What a document came to. */
    public record Understood(Received received, List<Sample> samples) {
        public Understood {
            samples = List.copyOf(samples);
        }
    }

    /**
     * @param classify makes a failure of an error's type and message, either of which may be empty
     * @param prices what tokens cost where nobody says what they did
     */
    public Otlp(BiFunction<String, String, Failure> classify, Prices prices) {
        this.spans = new Spans(classify, prices);
        this.logs = new Logs(classify);
    }

    /** @param receivedAt when what does not say when it was, was */
    public Received traces(ExportTraceServiceRequest request, Instant receivedAt) {
        return spans.facts(request, receivedAt);
    }

    /**
     * Reads a request with traces in the binary form of Protocol Buffers, some thousand spans at a time, so that a large one takes
     * little more memory than it has bytes.
     *
     * @param receivedAt when what does not say when it was, was
     * @param some is given what some of the spans say; called at least once
     * @throws OtlpException if it is no such request; some of it may have been handed on by then
     */
    public void traces(byte[] body, Instant receivedAt, Consumer<Received> some) {
        try {
            Pieces.each(body, piece -> some.accept(spans.facts(piece, receivedAt)));
        } catch (InvalidProtocolBufferException e) {
            throw new OtlpException(
                    "An OTLP request must be a message of Protocol Buffers, but this is not: " + e.getMessage());
        }
    }

    /** @param receivedAt when what does not say when it was, was */
    public Received logs(ExportLogsServiceRequest request, Instant receivedAt) {
        return logs.facts(request, receivedAt);
    }

    /** @param receivedAt when what does not say when it was, was */
    public List<Sample> metrics(ExportMetricsServiceRequest request, Instant receivedAt) {
        return Measurements.samples(request, receivedAt);
    }

    /**
     * Reads a document in JSON that may hold traces, logs and metrics, as the file exporter of OpenTelemetry's Collector writes them.
     *
     * @param in not closed
     * @param receivedAt when what does not say when it was, was
     * @throws OtlpException if it is no such document
     */
    public Understood document(InputStream in, Instant receivedAt) throws IOException {
        var traces = ExportTraceServiceRequest.newBuilder();
        var records = ExportLogsServiceRequest.newBuilder();
        var metrics = ExportMetricsServiceRequest.newBuilder();
        OtlpJson.read(in, List.of(traces, records, metrics));
        Received told = traces(traces.build(), receivedAt);
        var facts = new ArrayList<Fact>(told.facts());
        facts.addAll(logs(records.build(), receivedAt).facts());
        return new Understood(
                new Received(facts, told.rejected(), told.because()), metrics(metrics.build(), receivedAt));
    }
}
