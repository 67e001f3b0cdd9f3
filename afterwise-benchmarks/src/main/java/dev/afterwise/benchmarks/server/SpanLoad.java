package dev.afterwise.benchmarks.server;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Two requests as exporters send them one after the other, made once and given new trace ids each time they are sent. A trace is an
 * agent that calls models and tools, ten spans; those that end first come first, so a root comes after its children. One trace of
 * four is cut: its beginning is in the first request, its end in the second. One of eight fails. For one thread.
 */
public final class SpanLoad {
    /** How many steps each trace has: its spans but for the root. */
    public static final int STEPS = 9;

    private static final int SPANS_OF_TRACE = STEPS + 1;
    private static final int CUT_EVERY = 4;
    private static final String WORDS =
            "the order was not found in the warehouse and the customer asked for a new delivery ";

    /** Where in a body the id of which trace stands. */
    private record Place(int offset, int trace) {}

    private final RandomGenerator random;
    private final int traces;
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<List<Place>> places = new ArrayList<>();
    private final List<Integer> spans = new ArrayList<>();
    private final byte[] ids;

    /** @param traces how many; a request has five times as many spans */
    public SpanLoad(int traces, Instant at, RandomGenerator random) {
        this.traces = traces;
        this.random = random;
        this.ids = new byte[16 * traces];
        ScopeSpans.Builder first = ScopeSpans.newBuilder();
        ScopeSpans.Builder second = ScopeSpans.newBuilder();
        renew();
        for (int i = 0; i < traces; i++) {
            List<Span> trace = trace(ByteString.copyFrom(ids, 16 * i, 16), at.minusMillis(random.nextInt(600_000)));
            int cut = i % CUT_EVERY == 0 ? random.nextInt(1, SPANS_OF_TRACE) : i % 2 == 1 ? SPANS_OF_TRACE : 0;
            first.addAllSpans(trace.subList(0, cut));
            second.addAllSpans(trace.subList(cut, trace.size()));
        }
        add(first);
        add(second);
    }

    private void add(ScopeSpans.Builder scope) {
        byte[] body = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(said("service.name", "support"))
                                .addAttributes(said("service.version", "1.4." + random.nextInt(3)))
                                .addAttributes(said("telemetry.sdk.language", "python")))
                        .addScopeSpans(scope))
                .build()
                .toByteArray();
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < traces; i++) {
            known.put(HexFormat.of().formatHex(ids, 16 * i, 16 * i + 16), i);
        }
        var found = new ArrayList<Place>();
        for (int i = 0; i + 18 <= body.length; i++) {
            if (body[i] == 0x0a && body[i + 1] == 0x10) {
                Integer trace = known.get(HexFormat.of().formatHex(body, i + 2, i + 18));
                if (trace != null) {
                    found.add(new Place(i + 2, trace));
                }
            }
        }
        bodies.add(body);
        places.add(found);
        spans.add(scope.getSpansCount());
    }

    /** New ids for all traces: what is sent from now on is something else. */
    public void renew() {
        random.nextBytes(ids);
        for (int i = 0; i < bodies.size(); i++) {
            for (Place each : places.get(i)) {
                System.arraycopy(ids, 16 * each.trace, bodies.get(i), each.offset, 16);
            }
        }
    }

    /** How many requests belong together. */
    public int requests() {
        return bodies.size();
    }

    /** The body of a request as it stands now; {@link #renew} changes it. */
    public byte[] body(int request) {
        return bodies.get(request);
    }

    public int spans(int request) {
        return spans.get(request);
    }

    /** The ids of the traces as they stand now. */
    public List<String> traces() {
        var hex = new ArrayList<String>();
        for (int i = 0; i < traces; i++) {
            hex.add(HexFormat.of().formatHex(ids, 16 * i, 16 * i + 16));
        }
        return hex;
    }

    private List<Span> trace(ByteString id, Instant began) {
        long start = began.getEpochSecond() * 1_000_000_000L + (long) began.getNano();
        long now = start;
        var all = new ArrayList<Span>();
        ByteString root = spanId();
        boolean fails = random.nextInt(8) == 0;
        for (int i = 1; i < SPANS_OF_TRACE; i++) {
            boolean isModel = i % 2 == 1;
            Span.Builder span = Span.newBuilder()
                    .setTraceId(id)
                    .setSpanId(spanId())
                    .setParentSpanId(root)
                    .setStartTimeUnixNano(now);
            now += 1_000L * (1 + random.nextInt(900_000));
            span.setEndTimeUnixNano(now);
            if (isModel) {
                model(span);
            } else {
                tool(span, fails && i == SPANS_OF_TRACE - 2);
            }
            all.add(span.build());
        }
        Span.Builder whole = Span.newBuilder()
                .setTraceId(id)
                .setSpanId(root)
                .setName("invoke_agent agent-" + random.nextInt(12))
                .setStartTimeUnixNano(start)
                .setEndTimeUnixNano(now)
                .addAttributes(said("gen_ai.operation.name", "invoke_agent"))
                .addAttributes(said("gen_ai.agent.name", "agent-" + random.nextInt(12)))
                .addAttributes(said("gen_ai.conversation.id", "conversation-" + random.nextInt(1_000_000)))
                .addAttributes(said("customer", "customer-" + random.nextInt(500)))
                .addAttributes(said("input.value", prose(160)))
                .addAttributes(said("output.value", prose(40)));
        if (fails) {
            whole.setStatus(Status.newBuilder()
                    .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                    .setMessage(failure()));
        }
        all.add(whole.build());
        return all;
    }

    private void model(Span.Builder span) {
        String model = random.nextBoolean() ? "gpt-4o" : "gpt-4o-mini";
        span.setName("chat " + model)
                .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                .addAttributes(said("gen_ai.operation.name", "chat"))
                .addAttributes(said("gen_ai.provider.name", "openai"))
                .addAttributes(said("gen_ai.request.model", model))
                .addAttributes(said("gen_ai.response.model", model))
                .addAttributes(said("gen_ai.response.id", "chatcmpl-" + random.nextInt(Integer.MAX_VALUE)))
                .addAttributes(said("gen_ai.usage.input_tokens", 200 + random.nextInt(4_000)))
                .addAttributes(said("gen_ai.usage.output_tokens", 50 + random.nextInt(600)))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("gen_ai.response.finish_reasons")
                        .setValue(AnyValue.newBuilder()
                                .setArrayValue(ArrayValue.newBuilder()
                                        .addValues(AnyValue.newBuilder().setStringValue("stop")))))
                .addAttributes(said("server.address", "api.openai.com"))
                .addAttributes(
                        said("gen_ai.output.messages", "[{\"role\":\"assistant\",\"content\":\"" + prose(80) + "\"}]"));
    }

    private void tool(Span.Builder span, boolean fails) {
        span.setName("execute_tool find-order")
                .addAttributes(said("gen_ai.operation.name", "execute_tool"))
                .addAttributes(said("gen_ai.tool.name", random.nextBoolean() ? "find-order" : "write-reply"))
                .addAttributes(said("gen_ai.tool.call.id", "call-" + random.nextInt(Integer.MAX_VALUE)))
                .addAttributes(said("gen_ai.tool.call.arguments", "{\"order\":" + random.nextInt(1_000_000) + "}"))
                .addAttributes(said("gen_ai.tool.call.result", prose(40)));
        if (fails) {
            span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                    .addEvents(Span.Event.newBuilder()
                            .setName("exception")
                            .addAttributes(said("exception.type", "TimeoutException"))
                            .addAttributes(said("exception.message", failure())));
        }
    }

    private String failure() {
        return "no answer from order-service after " + random.nextInt(9_000) + " ms";
    }

    private String prose(int chars) {
        int length = chars / 2 + random.nextInt(chars);
        int from = random.nextInt(WORDS.length());
        return WORDS.repeat(2 + length / WORDS.length()).substring(from, from + length);
    }

    private ByteString spanId() {
        return ByteString.copyFrom(ByteBuffer.allocate(8)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(random.nextLong() | 1)
                .array());
    }

    private static KeyValue said(String key, String text) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(text))
                .build();
    }

    private static KeyValue said(String key, int number) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(number))
                .build();
    }
}
