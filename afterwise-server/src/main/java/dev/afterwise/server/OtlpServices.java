package dev.afterwise.server;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.afterwise.Fact;
import dev.afterwise.Sample;
import dev.afterwise.Workspace;
import dev.afterwise.otel.Otlp;
import dev.afterwise.otel.OtlpException;
import dev.afterwise.otel.OtlpJson;
import dev.afterwise.otel.Received;
import dev.afterwise.record.Redaction;
import dev.afterwise.time.Timekeeper;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the services of OTLP do, whatever the transport. Safe for use by many threads. */
final class OtlpServices {
    /** One of the services. */
    enum Signal {
        TRACES("/v1/traces", "/opentelemetry.proto.collector.trace.v1.TraceService/Export"),
        LOGS("/v1/logs", "/opentelemetry.proto.collector.logs.v1.LogsService/Export"),
        METRICS("/v1/metrics", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export");

        final String path;
        final String method;

        Signal(String path, String method) {
            this.path = path;
            this.method = method;
        }
    }

    /** There is no room now; whoever sent it may send it again. */
    static final class OverloadedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OverloadedException() {
            super("The server must store what waits first.");
        }
    }

    private record Content(List<Fact> facts, List<Sample> samples, Message answer) {}

    private final Otlp otlp;
    private final Redaction redaction;
    private final Ingest ingest;
    private final Timekeeper time;

    OtlpServices(Otlp otlp, Redaction redaction, Ingest ingest, Timekeeper time) {
        this.otlp = otlp;
        this.redaction = redaction;
        this.ingest = ingest;
        this.time = time;
    }

    /**
     * Takes one request.
     *
     * @param isJson else it is in the binary form of Protocol Buffers
     * @return what to answer, once all is stored
     * @throws OtlpException if it is no request of this signal
     * @throws OverloadedException if there is no room for it now
     */
    CompletableFuture<Message> take(Signal signal, Workspace workspace, byte[] body, boolean isJson) {
        Content content = content(signal, body, isJson);
        Optional<CompletableFuture<Void>> stored = ingest.offer(workspace, content.facts, content.samples);
        return stored.orElseThrow(OverloadedException::new).thenApply(ignored -> content.answer);
    }

    private Content content(Signal signal, byte[] body, boolean isJson) {
        return switch (signal) {
            case TRACES -> {
                var request = read(ExportTraceServiceRequest.newBuilder(), body, isJson);
                Received received = otlp.traces(request.build(), time.now());
                var answer = ExportTraceServiceResponse.newBuilder();
                if (received.rejected() > 0) {
                    answer.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                            .setRejectedSpans(received.rejected())
                            .setErrorMessage(received.because()));
                }
                yield new Content(redaction.of(received.facts()), List.of(), answer.build());
            }
            case LOGS -> {
                var request = read(ExportLogsServiceRequest.newBuilder(), body, isJson);
                Received received = otlp.logs(request.build(), time.now());
                var answer = ExportLogsServiceResponse.newBuilder();
                if (received.rejected() > 0) {
                    answer.setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                            .setRejectedLogRecords(received.rejected())
                            .setErrorMessage(received.because()));
                }
                yield new Content(redaction.of(received.facts()), List.of(), answer.build());
            }
            case METRICS -> {
                var request = read(ExportMetricsServiceRequest.newBuilder(), body, isJson);
                yield new Content(
                        List.of(),
                        otlp.metrics(request.build(), time.now()),
                        ExportMetricsServiceResponse.getDefaultInstance());
            }
        };
    }

    private static <B extends Message.Builder> B read(B into, byte[] body, boolean isJson) {
        try {
            if (isJson) {
                return OtlpJson.read(new ByteArrayInputStream(body), into);
            }
            into.mergeFrom(body);
            return into;
        } catch (InvalidProtocolBufferException e) {
            throw new OtlpException(
                    "An OTLP request must be a message of Protocol Buffers, but this is not: " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can always be read, but these can't.", e);
        }
    }
}
