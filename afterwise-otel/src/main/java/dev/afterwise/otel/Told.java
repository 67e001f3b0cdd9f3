package dev.afterwise.otel;

import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span as it was told, with what it belongs to.
 *
 * @param trace 32 hexadecimal digits
 * @param id 16 hexadecimal digits
 * @param startedAt or when it was received, if it does not say
 * @param parent null if it is the root of its trace
 * @param kind null if it doesn't say
 */
record Told(
        String trace,
        String id,
        @Nullable String parent,
        Span span,
        Instant startedAt,
        Attributes attributes,
        Attributes resource,
        @Nullable Kind kind) {
    private static final int REMOTE = 0x300;

    /** Not before it began, whatever the clocks say. */
    Instant endedAt() {
        Instant end = at(span.getEndTimeUnixNano());
        return end.isBefore(startedAt) ? startedAt : end;
    }

    Duration took() {
        return Duration.between(startedAt, endedAt());
    }

    boolean isRoot() {
        return parent == null;
    }

    /** Whether it continues what another process began, who may not tell us about it. */
    boolean isEntry() {
        return (span.getFlags() & REMOTE) == REMOTE
                || span.getKind() == Span.SpanKind.SPAN_KIND_SERVER
                || span.getKind() == Span.SpanKind.SPAN_KIND_CONSUMER;
    }

    /** The same point in time, from an unsigned number of nanoseconds since 1970. */
    static Instant at(long unixNanos) {
        long seconds = Long.divideUnsigned(unixNanos, 1_000_000_000L);
        return Instant.ofEpochSecond(seconds, Long.remainderUnsigned(unixNanos, 1_000_000_000L));
    }
}
