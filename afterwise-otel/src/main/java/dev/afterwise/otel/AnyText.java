package dev.afterwise.otel;

import dev.afterwise.Payload;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Base64;

/** A value of OpenTelemetry as text. */
final class AnyText {
    private AnyText() {}

    /** As it is, if it is one text or number; else as JSON. */
    static String of(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case VALUE_NOT_SET -> "";
            default -> {
                var json = new StringBuilder();
                write(value, json);
                yield json.toString();
            }
        };
    }

    private static void write(AnyValue value, StringBuilder json) {
        switch (value.getValueCase()) {
            case STRING_VALUE -> quote(value.getStringValue(), json);
            case BOOL_VALUE -> json.append(value.getBoolValue());
            case INT_VALUE -> json.append(value.getIntValue());
            case DOUBLE_VALUE -> {
                double number = value.getDoubleValue();
                if (Double.isFinite(number)) {
                    json.append(number);
                } else {
                    quote(Double.toString(number), json);
                }
            }
            case BYTES_VALUE ->
                quote(Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()), json);
            case ARRAY_VALUE -> {
                String between = "[";
                for (AnyValue each : value.getArrayValue().getValuesList()) {
                    json.append(between);
                    write(each, json);
                    between = ",";
                }
                json.append(between.equals("[") ? "[]" : "]");
            }
            case KVLIST_VALUE -> {
                String between = "{";
                for (KeyValue each : value.getKvlistValue().getValuesList()) {
                    json.append(between);
                    quote(each.getKey(), json);
                    json.append(':');
                    write(each.getValue(), json);
                    between = ",";
                }
                json.append(between.equals("{") ? "{}" : "}");
            }
            default -> json.append("null");
        }
    }

    private static void quote(String text, StringBuilder json) {
        json.append(Payload.text(text, Integer.MAX_VALUE).json());
    }
}
