package dev.afterwise.otel;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;

/** Spans of one trace for tests; each lasts from its first to its second millisecond after the trace began. */
final class Spoken {
    static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final long BEGINNING = 1_790_000_000_000L;

    private Spoken() {}

    static Span.Builder span(int id, int parent, String name, long from, long to) {
        Span.Builder span = Span.newBuilder()
                .setTraceId(Ids.bytes(TRACE))
                .setSpanId(Ids.bytes(id(id)))
                .setName(name)
                .setStartTimeUnixNano((BEGINNING + from) * 1_000_000)
                .setEndTimeUnixNano((BEGINNING + to) * 1_000_000);
        return parent == 0 ? span : span.setParentSpanId(Ids.bytes(id(parent)));
    }

    static String id(int number) {
        return "00000000000000%02x".formatted(number);
    }

    static Span.Builder says(Span.Builder span, String key, String text) {
        return span.addAttributes(attribute(key, AnyValue.newBuilder().setStringValue(text)));
    }

    static Span.Builder says(Span.Builder span, String key, long count) {
        return span.addAttributes(attribute(key, AnyValue.newBuilder().setIntValue(count)));
    }

    static Span.Builder fails(Span.Builder span, String because) {
        return span.setStatus(
                Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage(because));
    }

    static KeyValue attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    static ExportTraceServiceRequest request(List<Span.Builder> spans) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        spans.forEach(scope::addSpans);
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(attribute(
                                        "service.name", AnyValue.newBuilder().setStringValue("shop"))))
                        .addScopeSpans(scope))
                .build();
    }
}
