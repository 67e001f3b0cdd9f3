package dev.afterwise.otel;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A request with spans in the binary form of Protocol Buffers, read some spans at a time: as messages they take up to thirty times
 * the memory. Each piece is a request with some of the spans and the resource they belong to. For one thread, once.
 */
final class Pieces {
    /** How many spans are in a piece at most, and how many bytes of them, but for the last one. */
    private static final int MOST_SPANS = 5_000;

    private static final int MOST_BYTES = 4 << 20;

    private static final int RESOURCE_SPANS = tag(ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER);
    private static final int RESOURCE = tag(ResourceSpans.RESOURCE_FIELD_NUMBER);
    private static final int SCOPE_SPANS = tag(ResourceSpans.SCOPE_SPANS_FIELD_NUMBER);
    private static final int SPAN = tag(ScopeSpans.SPANS_FIELD_NUMBER);

    private final byte[] body;
    private final CodedInputStream in;
    private final Consumer<ExportTraceServiceRequest> to;
    private final ExportTraceServiceRequest.Builder piece = ExportTraceServiceRequest.newBuilder();
    private int spans;
    private int bytes;

    private Pieces(byte[] body, Consumer<ExportTraceServiceRequest> to) {
        this.body = body;
        this.in = CodedInputStream.newInstance(body);
        this.to = to;
    }

    /**
     * Hands on one piece after the other; at least one, which may be empty.
     *
     * @throws InvalidProtocolBufferException if it is no such message; some pieces may have been handed on by then
     */
    static void each(byte[] body, Consumer<ExportTraceServiceRequest> to) throws InvalidProtocolBufferException {
        try {
            var pieces = new Pieces(body, to);
            pieces.all();
            pieces.handOn();
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }

    private static int tag(int field) {
        return (field << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    private void all() throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == RESOURCE_SPANS) {
                within(this::resourceSpans);
            } else {
                in.skipField(tag);
            }
        }
    }

    private interface Reading {
        void upTo(int length) throws IOException;
    }

    /** Reads a message within the message. */
    private void within(Reading reading) throws IOException {
        int length = in.readRawVarint32();
        if (length < 0 || length > body.length - in.getTotalBytesRead()) {
            throw new InvalidProtocolBufferException("A part of the message is longer than the whole.");
        }
        int before = in.pushLimit(length);
        reading.upTo(length);
        in.popLimit(before);
    }

    private void resourceSpans(int length) throws IOException {
        Resource resource = resource(CodedInputStream.newInstance(body, in.getTotalBytesRead(), length));
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == SCOPE_SPANS) {
                within(ignored -> scopeSpans(resource));
            } else {
                in.skipField(tag);
            }
        }
    }

    /** It may come after the spans, though nobody writes it there. */
    private static Resource resource(CodedInputStream in) throws IOException {
        Resource.Builder resource = Resource.newBuilder();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == RESOURCE) {
                in.readMessage(resource, ExtensionRegistryLite.getEmptyRegistry());
            } else {
                in.skipField(tag);
            }
        }
        return resource.build();
    }

    private void scopeSpans(Resource resource) throws IOException {
        ScopeSpans.Builder some = ScopeSpans.newBuilder();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag != SPAN) {
                in.skipField(tag);
                continue;
            }
            int from = in.getTotalBytesRead();
            some.addSpans(in.readMessage(Span.parser(), ExtensionRegistryLite.getEmptyRegistry()));
            spans++;
            bytes += in.getTotalBytesRead() - from;
            if (spans >= MOST_SPANS || bytes >= MOST_BYTES) {
                add(resource, some);
                handOn();
            }
        }
        add(resource, some);
    }

    private void add(Resource resource, ScopeSpans.Builder some) {
        if (some.getSpansCount() > 0) {
            piece.addResourceSpans(
                    ResourceSpans.newBuilder().setResource(resource).addScopeSpans(some.build()));
            some.clear();
        }
    }

    private void handOn() {
        to.accept(piece.build());
        piece.clear();
        spans = 0;
        bytes = 0;
    }
}
