package dev.afterwise.cli;

import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Sample;
import dev.afterwise.Workspace;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.json.Facts;
import dev.afterwise.otel.Otlp;
import dev.afterwise.otel.OtlpException;
import dev.afterwise.otel.OtlpJson;
import dev.afterwise.otel.Prices;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.store.WorkspaceStore;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What anybody may send as OTLP. The first byte says which signal it is and whether it is JSON; the others are the body. What is
 * understood must be fit to be redacted, written down, read again and stored.
 */
public final class FuzzOtlp {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final Otlp OTLP = new Otlp(new Classifier()::classify, Prices.builtIn());

    private FuzzOtlp() {}

    /** So that no class is loaded while the clock of an input runs. */
    public static void fuzzerInitialize() throws IOException {
        for (byte[] seed : FuzzSeeds.otlp()) {
            fuzzerTestOneInput(seed);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        byte[] body = Arrays.copyOfRange(input, 1, input.length);
        boolean isJson = (input[0] & 4) != 0;
        try {
            switch (input[0] & 3) {
                case 0 -> OTLP.traces(traces(body, isJson), NOW, some -> stored(some.facts()));
                case 1 -> stored(OTLP.logs(logs(body, isJson), NOW).facts());
                case 2 -> measured(OTLP.metrics(metrics(body, isJson), NOW));
                default ->
                    stored(OTLP.document(new ByteArrayInputStream(body), NOW)
                            .received()
                            .facts());
            }
        } catch (OtlpException | com.google.protobuf.InvalidProtocolBufferException refused) {
            // It is no OTLP: whoever sent it is told so.
        }
    }

    private static byte[] traces(byte[] body, boolean isJson) throws IOException {
        var into = ExportTraceServiceRequest.newBuilder();
        return isJson
                ? OtlpJson.read(new ByteArrayInputStream(body), into).build().toByteArray()
                : body;
    }

    private static ExportLogsServiceRequest logs(byte[] body, boolean isJson) throws IOException {
        var into = ExportLogsServiceRequest.newBuilder();
        return isJson
                ? OtlpJson.read(new ByteArrayInputStream(body), into).build()
                : into.mergeFrom(body).build();
    }

    private static ExportMetricsServiceRequest metrics(byte[] body, boolean isJson) throws IOException {
        var into = ExportMetricsServiceRequest.newBuilder();
        return isJson
                ? OtlpJson.read(new ByteArrayInputStream(body), into).build()
                : into.mergeFrom(body).build();
    }

    private static void stored(List<Fact> facts) {
        List<Fact> clean = Redaction.STANDARD.of(facts);
        for (Fact fact : clean) {
            if (!Facts.readLine(Facts.writeLine(fact)).equals(fact)) {
                throw new AssertionError("What is read must be what was written, but it is not: " + fact);
            }
        }
        try (Store store = Store.inMemory()) {
            WorkspaceStore ours = store.workspace(Workspace.DEFAULT);
            ours.history().append(clean);
            for (Headline headline : ours.history().find(Query.newest(100)).items()) {
                if (ours.history().execution(headline.id()).isEmpty()) {
                    throw new AssertionError("What is listed must be there, but it is not: " + headline.id());
                }
            }
        }
    }

    private static void measured(List<Sample> samples) {
        try (Store store = Store.inMemory()) {
            store.workspace(Workspace.DEFAULT).metrics().record(samples);
        }
    }
}
