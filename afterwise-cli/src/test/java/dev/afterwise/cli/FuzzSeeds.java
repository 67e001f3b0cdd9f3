package dev.afterwise.cli;

import com.google.protobuf.Message;
import dev.afterwise.otel.OtlpJson;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a fuzzer begins with: good input, which it then spoils. */
final class FuzzSeeds {
    private static final String TRACES = """
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
            "scopeSpans":[{"scope":{"name":"openinference.instrumentation.openai"},"spans":[
            {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7","name":"agent","kind":1,
            "startTimeUnixNano":"1790000000000000000","endTimeUnixNano":"1790000002000000000",
            "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"invoke_agent"}},
            {"key":"gen_ai.agent.name","value":{"stringValue":"triage"}},
            {"key":"openinference.span.kind","value":{"stringValue":"AGENT"}}],"status":{"code":2,"message":"gave up"}},
            {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b8","parentSpanId":"00f067aa0ba902b7","name":"chat",
            "startTimeUnixNano":"1790000000000000000","endTimeUnixNano":"1790000001000000000",
            "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},
            {"key":"gen_ai.usage.input_tokens","value":{"intValue":"120"}},
            {"key":"gen_ai.usage.output_tokens","value":{"intValue":"7"}},
            {"key":"gen_ai.response.finish_reasons","value":{"arrayValue":{"values":[{"stringValue":"stop"}]}}},
            {"key":"llm.token_count.prompt","value":{"intValue":"120"}},
            {"key":"error.type","value":{"stringValue":"timeout"}}],
            "events":[{"name":"exception","timeUnixNano":"1790000000500000000",
            "attributes":[{"key":"exception.type","value":{"stringValue":"java.io.IOException"}},
            {"key":"exception.message","value":{"stringValue":"connection reset"}}]}]}]}]}]}
            """;

    private static final String LOGS = """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1790000000000000000",
            "traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7","eventName":"gen_ai.evaluation.result",
            "severityNumber":9,"body":{"stringValue":"fine"},
            "attributes":[{"key":"gen_ai.evaluation.name","value":{"stringValue":"correctness"}},
            {"key":"gen_ai.evaluation.score.value","value":{"doubleValue":0.9}},
            {"key":"gen_ai.evaluation.score.label","value":{"stringValue":"pass"}}]}]}]}]}
            """;

    private static final String METRICS = """
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"queue","unit":"1","gauge":{"dataPoints":[
            {"timeUnixNano":"1790000000000000000","asDouble":3.5,"attributes":[{"key":"a","value":{"stringValue":"b"}}]}]}},
            {"name":"calls","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"timeUnixNano":"1790000000000000000","asInt":"4"}]}},
            {"name":"took","histogram":{"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"1790000000000000000","count":"3","sum":4.5,
            "bucketCounts":["1","2"],"explicitBounds":[1.0]}]}}]}]}]}
            """;

    private static final Path EXAMPLES = Path.of(System.getProperty("afterwise.root", ".."), "examples", "plans");

    private FuzzSeeds() {}

    /** Each signal, as JSON and packed. */
    static List<byte[]> otlp() throws IOException {
        List<String> texts = List.of(TRACES, LOGS, METRICS);
        List<Message.Builder> kinds = List.of(
                ExportTraceServiceRequest.newBuilder(),
                ExportLogsServiceRequest.newBuilder(),
                ExportMetricsServiceRequest.newBuilder());
        var seeds = new ArrayList<byte[]>();
        for (int i = 0; i < texts.size(); i++) {
            byte[] json = texts.get(i).getBytes(StandardCharsets.UTF_8);
            seeds.add(after(
                    i,
                    OtlpJson.read(new ByteArrayInputStream(json), kinds.get(i))
                            .build()
                            .toByteArray()));
            seeds.add(after(i | 4, json));
            seeds.add(after(3, json));
        }
        return seeds;
    }

    /** Each command that is offered, without anything; and some with something. */
    static List<byte[]> questions() {
        var seeds = new ArrayList<byte[]>();
        for (int i = 0; i < 128; i++) {
            seeds.add(after(i, new byte[0]));
            seeds.add(after(i, "task=email\nlimit=5\nsince=7d".getBytes(StandardCharsets.UTF_8)));
            seeds.add(
                    after(i, "abc\n\n{\"because\":\"it helps\",\"task\":\"email\"}".getBytes(StandardCharsets.UTF_8)));
        }
        return seeds;
    }

    /** Those that the project shows, and one with little in it. */
    static List<byte[]> plans() throws IOException {
        var seeds = new ArrayList<byte[]>();
        seeds.add("version: 1\nname: x\nsteps:\n  - id: a\n    run: echo\n".getBytes(StandardCharsets.UTF_8));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(EXAMPLES, "*.yaml")) {
            for (Path file : files) {
                seeds.add(Files.readAllBytes(file));
            }
        }
        return seeds;
    }

    private static byte[] after(int first, byte[] rest) {
        byte[] all = new byte[rest.length + 1];
        all[0] = (byte) first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
