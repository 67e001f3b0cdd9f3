package dev.afterwise.otel;

import dev.afterwise.Profile;
import dev.afterwise.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
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

    /** What tells each piece of work from every other says nothing of its sort. */
    private static final Pattern IDS = Pattern.compile("(^|_|\\.)id$|[a-z]Id$");

    private Profiles() {}

    /** @param agent who did it, or null if nobody said */
    static Profile of(Told told, @Nullable String agent) {
        Attributes said = told.attributes();
        String task = said.text(Words.WORKFLOW);
        task = task == null && told.kind() != null ? Spans.entity(told) : task;
        task = task == null && told.kind() == Kind.AGENT ? agent : task;
        String name = told.span().getName();
        task = cut(Objects.requireNonNullElse(task, name.isBlank() ? "unknown" : name));
        String model = told.kind() == Kind.MODEL || told.kind() == Kind.AGENT ? Models.asked(said) : null;
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
        told.attributes().all().forEach((key, any) -> {
            Value value = value(any);
            String name = given(key);
            if (key.equals("metadata") && Nested.isObject(any.getStringValue())) {
                Nested.of(any.getStringValue()).forEach((each, text) -> put(each, Value.of(cut(text)), attributes));
            } else if (value != null
                    && (name != null || Words.MECHANICS.stream().noneMatch(key::startsWith))) {
                put(name == null ? key : name, value, attributes);
            }
        });
        return attributes;
    }

    /** What whoever wrote the work called it; null if it is none of theirs, or tells one piece of work from another. */
    private static @Nullable String given(String key) {
        for (String prefix : Words.GIVEN) {
            if (key.startsWith(prefix)) {
                return key.substring(prefix.length());
            }
        }
        return null;
    }

    private static void put(String name, Value value, Map<String, Value> attributes) {
        if (attributes.size() < MOST && isOfTheWork(name)) {
            attributes.putIfAbsent(name, value);
        }
    }

    private static boolean isOfTheWork(String key) {
        return !key.isBlank() && key.length() <= MAX_CHARS && !IDS.matcher(key).find() && !Profile.isHandling(key);
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
