package dev.afterwise.otel;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What somebody said of a span, a log record or a resource, by name. */
final class Attributes {
    static final Attributes NONE = new Attributes(Collections.emptyMap());

    private final Map<String, AnyValue> values;

    private Attributes(Map<String, AnyValue> values) {
        this.values = values;
    }

    static Attributes of(List<KeyValue> said) {
        if (said.isEmpty()) {
            return NONE;
        }
        Map<String, AnyValue> values = HashMap.newHashMap(said.size());
        for (KeyValue each : said) {
            values.put(each.getKey(), each.getValue());
        }
        return new Attributes(values);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** In the order of their names. */
    Map<String, AnyValue> all() {
        return new TreeMap<>(values);
    }

    /** The first of these that says something, as text; null if none does. Lists and maps are JSON. */
    @Nullable
    String text(List<String> keys) {
        for (String key : keys) {
            String text = text(key);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    @Nullable
    String text(String key) {
        AnyValue value = values.get(key);
        String text = value == null ? "" : AnyText.of(value);
        // MLflow writes texts as JSON.
        if (text.length() > 2 && key.startsWith("mlflow.") && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1);
        }
        return text.isBlank() ? null : text;
    }

    /** The first of these that is a number of 0 or more; -1 if none is. */
    long count(List<String> keys) {
        for (String key : keys) {
            AnyValue value = values.get(key);
            if (value == null) {
                continue;
            }
            long count = switch (value.getValueCase()) {
                case INT_VALUE -> value.getIntValue();
                case DOUBLE_VALUE -> (long) value.getDoubleValue();
                case STRING_VALUE -> parsed(value.getStringValue());
                default -> -1;
            };
            if (count >= 0) {
                return count;
            }
        }
        return -1;
    }

    private static long parsed(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The first of these that is a number; null if none is. */
    @Nullable
    BigDecimal amount(List<String> keys) {
        for (String key : keys) {
            String text = text(key);
            BigDecimal number = text == null ? null : number(text);
            if (number != null) {
                return number;
            }
        }
        return null;
    }

    /** Null if it is none, or a very long one. */
    static @Nullable BigDecimal number(String text) {
        if (text.length() > 40) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > 100 ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
