package dev.afterwise.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonTest {
    private static final String ID = "00f067aa0ba902b7";

    @Test
    void readsHexadecimalIdsInEitherCase() throws IOException {
        Span span = span("'traceId':'4BF92F3577B34DA6A3CE929D0E0E4736','spanId':'" + ID + "'");

        assertThat(Ids.hex(span.getTraceId())).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(Ids.hex(span.getSpanId())).isEqualTo(ID);
    }

    @Test
    void readsWhatSomeClientsSendAgainstTheSpecification() throws IOException {
        Span base64 = span("'trace_id':'S/kvNXezTaajzpKdDg5HNg==','kind':'SPAN_KIND_CLIENT','startTimeUnixNano':17");
        Span buffer = span("'spanId':{'type':'Buffer','data':[0,240,103,170,11,169,2,183]}");

        assertThat(Ids.hex(base64.getTraceId())).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(base64.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(base64.getStartTimeUnixNano()).isEqualTo(17);
        assertThat(Ids.hex(buffer.getSpanId())).isEqualTo(ID);
    }

    @Test
    void readsNumbersWithAndWithoutQuotes() throws IOException {
        Span span = span("'startTimeUnixNano':'1746452553936399000','attributes':["
                + "{'key':'a','value':{'intValue':'7'}},{'key':'b','value':{'intValue':8}},"
                + "{'key':'c','value':{'doubleValue':.5e1}},{'key':'d','value':{'doubleValue':'NaN'}}]"
                        .replace(".5e1", "0.5e1"));

        assertThat(span.getStartTimeUnixNano()).isEqualTo(1746452553936399000L);
        Attributes said = Attributes.of(span.getAttributesList());
        assertThat(said.text("a")).isEqualTo("7");
        assertThat(said.text("b")).isEqualTo("8");
        assertThat(said.text("c")).isEqualTo("5.0");
        assertThat(said.text("d")).isEqualTo("\"NaN\"");
    }

    @Test
    void passesOverWhatItDoesNotKnow() throws IOException {
        Span span = span("'new':{'deep':[1,{'x':null}]},'name':'work','status':null");

        assertThat(span.getName()).isEqualTo("work");
    }

    @Test
    void anIdThatIsNoneIsLeftToWhoeverReadsTheSpan() throws IOException {
        assertThat(span("'traceId':'not an id at all!'").getTraceId().size()).isEqualTo(17);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} {}",
                "{'resourceSpans':{}}",
                "{'resourceSpans':[{'scopeSpans':[{'spans':[{'name':7}]}]}]}",
                "{'resourceSpans':[{'scopeSpans':[{'spans':[{'startTimeUnixNano':'1e999999999'}]}]}]}",
                "{'resourceSpans':[{'scopeSpans':[{'spans':[{'kind':'NO_SUCH'}]}]}]}"
            })
    void saysWhatIsNoRequest(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(OtlpException.class).hasMessageContaining("must be");
    }

    @Test
    void doesNotFollowIntoTheDeep() {
        String deep = "{'kvlistValue':{'values':[{'value':".repeat(40);

        assertThatThrownBy(() -> read("{'resourceSpans':[{'resource':{'attributes':[{'value':" + deep))
                .isInstanceOf(OtlpException.class)
                .hasMessageContaining("nesting depth");
    }

    private static Span span(String fields) throws IOException {
        return read("{'resourceSpans':[{'scopeSpans':[{'spans':[{" + fields + "}]}]}]}")
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
    }

    private static ExportTraceServiceRequest read(String json) throws IOException {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return OtlpJson.read(new ByteArrayInputStream(bytes), ExportTraceServiceRequest.newBuilder())
                .build();
    }
}
