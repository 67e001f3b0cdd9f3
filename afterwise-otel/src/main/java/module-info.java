/** OpenTelemetry's spans, logs and metrics as facts, and executions as spans. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // whoever calls this has the messages, and they are in no other form
module dev.afterwise.otel {
    requires transitive com.google.protobuf;
    requires transitive dev.afterwise;
    requires transitive io.opentelemetry.proto;
    requires tools.jackson.core;

    exports dev.afterwise.otel;
}
