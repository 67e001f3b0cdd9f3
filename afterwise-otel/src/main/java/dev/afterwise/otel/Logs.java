package dev.afterwise.otel;

import com.google.protobuf.ByteString;
import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Origin;
import dev.afterwise.Payload;
import dev.afterwise.Source;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Log records as facts: evaluations and exceptions that name the trace they are about. Others say nothing of executions; they are
 * passed over, which is no rejection. Safe for use by many threads.
 */
public final class Logs {
    private static final int MAX_PAYLOAD = 16_384;
    private static final List<String> NAMES = List.of("event.name");

    private final Evaluations evaluations;

    /** @param classify makes a failure of an error's type and message, either of which may be empty */
    public Logs(BiFunction<String, String, Failure> classify) {
        this.evaluations = new Evaluations(classify);
    }

    /** @param receivedAt when a record was observed that does not say */
    public Received facts(ExportLogsServiceRequest request, Instant receivedAt) {
        var facts = new ArrayList<Fact>();
        for (ResourceLogs each : request.getResourceLogsList()) {
            for (ScopeLogs scope : each.getScopeLogsList()) {
                for (LogRecord log : scope.getLogRecordsList()) {
                    add(log, receivedAt, facts);
                }
            }
        }
        return new Received(facts, 0, "");
    }

    private void add(LogRecord log, Instant receivedAt, List<Fact> facts) {
        ByteString trace = log.getTraceId();
        if (Ids.isNone(trace, Ids.TRACE_BYTES)) {
            return;
        }
        Attributes said = Attributes.of(log.getAttributesList());
        String named = said.text(NAMES);
        String name = log.getEventName().isBlank() && named != null ? named : log.getEventName();
        long nanos = log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano();
        Instant at = nanos == 0 ? receivedAt : Told.at(nanos);
        var origin = new Origin(new ExecutionId(Ids.hex(trace)), Source.TELEMETRY, at);
        if (name.equals(Evaluations.EVENT)) {
            facts.addAll(evaluations.facts(origin, said));
        } else if (said.text("exception.type") != null || said.text("exception.message") != null) {
            String type = said.text("exception.type");
            String message = said.text("exception.message");
            String text = (type == null ? "" : type) + (message == null ? "" : ": " + message);
            facts.add(new Fact.Noted(origin, new Event("exception", at, Payload.text(text, MAX_PAYLOAD))));
        }
    }
}
