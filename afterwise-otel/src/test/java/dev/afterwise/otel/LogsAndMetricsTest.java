package dev.afterwise.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Metric;
import dev.afterwise.Outcome;
import dev.afterwise.Sample;
import dev.afterwise.heal.classify.Classifier;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogsAndMetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

    @Test
    void anEvaluationInALogIsAboutItsTrace() throws IOException {
        List<Fact> facts = logs("""
                {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","eventName":"gen_ai.evaluation.result","attributes":[
                 {"key":"gen_ai.evaluation.name","value":{"stringValue":"outcome"}},
                 {"key":"gen_ai.evaluation.score.value","value":{"doubleValue":0.2}},
                 {"key":"gen_ai.evaluation.score.label","value":{"stringValue":"Fail"}},
                 {"key":"gen_ai.evaluation.explanation","value":{"stringValue":"the ticket was reopened"}}]}""");

        assertThat(facts).hasSize(2).allSatisfy(fact -> {
            assertThat(fact.execution()).isEqualTo(new ExecutionId(Spoken.TRACE));
            assertThat(fact.origin().observedAt()).isEqualTo(NOW);
        });
        assertThat(facts.get(0))
                .isInstanceOfSatisfying(
                        Fact.Rated.class,
                        rated -> assertThat(rated.rating().score()).isEqualTo(.2));
        assertThat(facts.get(1))
                .isInstanceOfSatisfying(
                        Fact.Concluded.class,
                        concluded -> assertThat(concluded.outcome()).isInstanceOf(Outcome.Failed.class));
    }

    @Test
    void anExceptionInALogIsNotedAndAllElsePassedOver() throws IOException {
        List<Fact> facts = logs("""
                {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","timeUnixNano":"1790000000000000000","attributes":[
                 {"key":"exception.type","value":{"stringValue":"IOException"}},
                 {"key":"exception.message","value":{"stringValue":"broken pipe"}}]},
                {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","body":{"stringValue":"hello"}},
                {"eventName":"gen_ai.evaluation.result","attributes":[]}""");

        assertThat(facts)
                .singleElement()
                .isInstanceOfSatisfying(
                        Fact.Noted.class,
                        noted -> assertThat(noted.event().payload().json()).isEqualTo("\"IOException: broken pipe\""));
    }

    @Test
    void metricsThatMeanOneOfOursBecomeThat() throws IOException {
        List<Sample> samples = metrics("""
                {"name":"http.server.request.duration","unit":"s","histogram":{"dataPoints":[
                  {"timeUnixNano":"1790000000000000000","count":"4","sum":2.0},{"count":"0"}]}},
                {"name":"queue.size","gauge":{"dataPoints":[{"asInt":"7"},{"asDouble":"NaN"},{}]}},
                {"name":"requests","sum":{"isMonotonic":true,"dataPoints":[{"asInt":"7"}]}},
                {"name":"jvm.memory.used","unit":"By","sum":{"dataPoints":[{"asInt":"1024"}]}}""");

        assertThat(samples)
                .containsExactly(
                        new Sample(Metric.LATENCY, "shop", 500, Instant.ofEpochSecond(1_790_000_000)),
                        new Sample(Metric.of("queue.size", "1"), "shop", 7, NOW),
                        new Sample(Metric.MEMORY, "shop", 1_024, NOW));
    }

    private static List<Fact> logs(String records) throws IOException {
        String json = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}]}";
        var request = OtlpJson.read(stream(json), ExportLogsServiceRequest.newBuilder());
        return new Logs(new Classifier()::classify).facts(request.build(), NOW).facts();
    }

    private static List<Sample> metrics(String metrics) throws IOException {
        String json = """
                {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
                "scopeMetrics":[{"metrics":[%s]}]}]}""".formatted(metrics);
        return Measurements.samples(
                OtlpJson.read(stream(json), ExportMetricsServiceRequest.newBuilder())
                        .build(),
                NOW);
    }

    private static ByteArrayInputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
