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
import dev.afterwise.server.Ingest.Stored;
import dev.afterwise.server.live.SilentTraces;
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

    /** Points are stored all at once. */
    private static final int MOST_POINTS = 100_000;

    private final Otlp otlp;
    private final Redaction redaction;
    private final Ingest ingest;
    private final SilentTraces silent;
    private final Timekeeper time;
    private final Room room = Room.ofThisProcess();

    OtlpServices(Otlp otlp, Redaction redaction, Ingest ingest, SilentTraces silent, Timekeeper time) {
        this.otlp = otlp;
        this.redaction = redaction;
        this.ingest = ingest;
        this.silent = silent;
        this.time = time;
    }

    /** For the bytes of a request that comes in. */
    Room.Place place() {
        return room.place();
    }

    /**
     * Takes one request. What is large is stored part by part meanwhile, so it may take a while until this returns.
     *
     * @param isJson else it is in the binary form of Protocol Buffers
     * @return what to answer, once all is stored
     * @throws OtlpException if it is no request of this signal
     * @throws OverloadedException if there is no room for it now
     */
    CompletableFuture<Message> take(Signal signal, Workspace workspace, byte[] body, boolean isJson) {
        return switch (signal) {
            case TRACES -> {
                byte[] binary = isJson
                        ? read(ExportTraceServiceRequest.newBuilder(), body, true)
                                .build()
                                .toByteArray()
                        : body;
                var taken = new Taken(workspace);
                otlp.traces(binary, time.now(), taken::add);
                yield taken.rejected().thenApply(OtlpServices::answer);
            }
            case LOGS -> {
                var request = read(ExportLogsServiceRequest.newBuilder(), body, isJson);
                var taken = new Taken(workspace);
                taken.add(otlp.logs(request.build(), time.now()));
                yield taken.rejected().thenApply(OtlpServices::logsAnswer);
            }
            case METRICS -> {
                var request = read(ExportMetricsServiceRequest.newBuilder(), body, isJson);
                List<Sample> samples = otlp.metrics(request.build(), time.now());
                if (samples.size() > MOST_POINTS) {
                    throw new OtlpException("A request must have at most %d points of metrics, but this has %d."
                            .formatted(MOST_POINTS, samples.size()));
                }
                yield offer(workspace, List.of(), samples)
                        .thenApply(ignored -> ExportMetricsServiceResponse.getDefaultInstance());
            }
        };
    }

    private CompletableFuture<Stored> offer(Workspace workspace, List<Fact> facts, List<Sample> samples) {
        return ingest.offer(workspace, facts, samples)
                .orElseThrow(OverloadedException::new)
                .thenApply(stored -> {
                    silent.heard(workspace, facts);
                    return stored;
                });
    }

    private static Message answer(Rejected rejected) {
        var answer = ExportTraceServiceResponse.newBuilder();
        if (rejected.count() > 0) {
            answer.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(rejected.count())
                    .setErrorMessage(rejected.because()));
        }
        return answer.build();
    }

    private static Message logsAnswer(Rejected rejected) {
        var answer = ExportLogsServiceResponse.newBuilder();
        if (rejected.count() > 0) {
            answer.setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                    .setRejectedLogRecords(rejected.count())
                    .setErrorMessage(rejected.because()));
        }
        return answer.build();
    }

    /** A request on its way: what is large is stored part by part, the next when the one before is. For one thread. */
    private final class Taken {
        private final Workspace workspace;
        private CompletableFuture<Rejected> rejected = CompletableFuture.completedFuture(Rejected.NOTHING);

        Taken(Workspace workspace) {
            this.workspace = workspace;
        }

        void add(Received received) {
            Rejected before = rejected.join().plus(received.rejected(), received.because());
            List<Fact> facts = redaction.of(received.facts());
            rejected = offer(workspace, facts, List.of())
                    .thenApply(stored -> before.plus(
                            Math.max(stored.refused().size(), Rejected.spans(facts, stored.refused())),
                            stored.because()));
        }

        /** Once all is stored. */
        CompletableFuture<Rejected> rejected() {
            return rejected;
        }
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
