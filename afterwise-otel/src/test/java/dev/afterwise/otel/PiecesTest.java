package dev.afterwise.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PiecesTest {
    @Test
    void aSmallRequestIsOnePieceWithItsResources() throws InvalidProtocolBufferException {
        var request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(of("shop", 2, 0))
                .addResourceSpans(of("bank", 1, 0))
                .build();

        List<ExportTraceServiceRequest> pieces = pieces(request.toByteArray());

        assertThat(pieces).hasSize(1);
        assertThat(names(pieces)).containsExactly("shop 0", "shop 1", "bank 0");
    }

    @Test
    void aLargeRequestIsSeveralAndLosesNothing() throws InvalidProtocolBufferException {
        var many = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(of("shop", 12_000, 0))
                .addResourceSpans(of("bank", 4_000, 0))
                .build();
        var heavy = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(of("shop", 5, 1 << 20))
                .build();

        List<ExportTraceServiceRequest> pieces = pieces(many.toByteArray());

        assertThat(pieces).hasSize(4);
        assertThat(names(pieces))
                .hasSize(16_000)
                .startsWith("shop 0")
                .endsWith("bank 3999")
                .doesNotHaveDuplicates();
        assertThat(pieces(heavy.toByteArray())).hasSize(2);
    }

    @Test
    void nothingIsOneEmptyPiece() throws InvalidProtocolBufferException {
        assertThat(pieces(new byte[0])).containsExactly(ExportTraceServiceRequest.getDefaultInstance());
    }

    @Test
    void theResourceMayComeAfterItsSpans() throws InvalidProtocolBufferException {
        ResourceSpans whole = of("shop", 1, 0);
        ByteString spans = whole.toBuilder().clearResource().build().toByteString();
        ByteString resource = whole.toBuilder().clearScopeSpans().build().toByteString();
        ByteString reversed = spans.concat(resource);
        byte[] head = {0x0a, (byte) ((reversed.size() & 0x7f) | 0x80), (byte) (reversed.size() >> 7)};

        assertThat(names(pieces(ByteString.copyFrom(head).concat(reversed).toByteArray())))
                .containsExactly("shop 0");
    }

    @Test
    void whatIsNoSuchMessageIsRefused() {
        byte[] whole = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(of("shop", 3, 0))
                .build()
                .toByteArray();

        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> pieces(cut)).isInstanceOf(InvalidProtocolBufferException.class);
        }
        assertThatThrownBy(() -> pieces(new byte[] {0x0a, -1, -1, -1, -1, 7}))
                .isInstanceOf(InvalidProtocolBufferException.class);
        assertThatThrownBy(() -> pieces(new byte[] {0x0a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    private static List<ExportTraceServiceRequest> pieces(byte[] body) throws InvalidProtocolBufferException {
        var pieces = new ArrayList<ExportTraceServiceRequest>();
        Pieces.each(body, pieces::add);
        return pieces;
    }

    /** Of each span, with the service that it belongs to. */
    private static List<String> names(List<ExportTraceServiceRequest> pieces) {
        return pieces.stream()
                .flatMap(piece -> piece.getResourceSpansList().stream())
                .flatMap(each -> each.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .map(span ->
                                each.getResource().getAttributes(0).getValue().getStringValue() + " " + span.getName()))
                .toList();
    }

    private static ResourceSpans of(String service, int spans, int padding) {
        return ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder()
                        .addAttributes(KeyValue.newBuilder()
                                .setKey("service.name")
                                .setValue(AnyValue.newBuilder().setStringValue(service))))
                .addScopeSpans(ScopeSpans.newBuilder()
                        .setScope(InstrumentationScope.newBuilder().setName("tests"))
                        .addAllSpans(IntStream.range(0, spans)
                                .mapToObj(i -> Span.newBuilder()
                                        .setName(Integer.toString(i))
                                        .setTraceState("x".repeat(padding))
                                        .build())
                                .toList()))
                .build();
    }
}
