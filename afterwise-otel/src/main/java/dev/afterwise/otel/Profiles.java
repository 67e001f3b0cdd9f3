package dev.afterwise.otel;

import dev.afterwise.Profile;
import dev.afterwise.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What learning conditions on, from the root of a trace. */
final class Profiles {
    private static final int MOST = 32;
    private static final int MAX_CHARS = 200;

    /** Attributes of a resource, and what they are called here. */
    private static final Map<String, String> OF_RESOURCE = Map.of(
            "service.name", "service",
            "service.version", "version",
            "deployment.environment.name", "environment",
            "deployment.environment", "environment",
            "langfuse.environment", "environment");

    private Profiles() {}

    /** @param agent who did it, or null if nobody said */
    static Profile of(Told told, @Nullable String agent) {
        Attributes said = told.attributes();
        String task = said.text(Words.WORKFLOW);
        task = task == null && told.kind() != null ? said.text(Words.ENTITY) : task;
        task = task == null && told.kind() == Kind.AGENT ? agent : task;
        String name = told.span().getName();
        task = cut(Objects.requireNonNullElse(task, name.isBlank() ? "unknown" : name));
        String model = told.kind() == Kind.MODEL || told.kind() == Kind.AGENT ? said.text(Words.MODEL) : null;
        return Profile.of(task)
                .withAgent(agent == null ? "" : cut(agent))
                .withModel(model == null ? null : cut(model))
                .with(attributes(told));
    }

    private static Map<String, Value> attributes(Told told) {
        var attributes = new TreeMap<String, Value>();
        OF_RESOURCE.forEach((theirs, ours) -> {
            String text = told.resource().text(theirs);
            if (text != null && !text.startsWith("unknown_service")) {
                attributes.putIfAbsent(ours, Value.of(cut(text)));
            }
        });
        for (Map.Entry<String, AnyValue> each : told.attributes().all().entrySet()) {
            Value value = value(each.getValue());
            if (value != null && attributes.size() < MOST && isOfTheWork(each.getKey())) {
                attributes.put(each.getKey(), value);
            }
        }
        return attributes;
    }

    private static boolean isOfTheWork(String key) {
        return !key.isBlank()
                && key.length() <= MAX_CHARS
                && Words.MECHANICS.stream().noneMatch(key::startsWith)
                && !Profile.isHandling(key);
    }

    private static @Nullable Value value(AnyValue value) {
        return switch (value.getValueCase()) {
            case INT_VALUE -> Value.of((double) value.getIntValue());
            case DOUBLE_VALUE -> Double.isFinite(value.getDoubleValue()) ? Value.of(value.getDoubleValue()) : null;
            case BOOL_VALUE -> Value.of(Boolean.toString(value.getBoolValue()));
            case STRING_VALUE -> value.getStringValue().isBlank() ? null : Value.of(cut(value.getStringValue()));
            default -> null;
        };
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
    }
}
