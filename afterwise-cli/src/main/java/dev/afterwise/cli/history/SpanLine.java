package dev.afterwise.cli.history;

import dev.afterwise.Execution;
import dev.afterwise.otel.OtlpJson;
import dev.afterwise.otel.Traces;
import java.util.List;

/** An execution as a line of spans: apart from the other forms, for whoever needs those need not load OpenTelemetry's messages. */
final class SpanLine {
    private SpanLine() {}

    static String of(Execution execution) {
        return OtlpJson.write(Traces.of(List.of(execution), "afterwise")) + "\n";
    }
}
