package dev.afterwise.cli.mcp;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a tool was told, checked. Null, and text without a word, are the same as nothing. */
final class Given {
    private final Map<String, Object> values;

    private Given(Map<String, Object> values) {
        this.values = values;
    }

    /** @throws RefusedException if something is unknown, missing, or not what it must be */
    static Given of(Map<String, @Nullable Object> told, List<Parameter> parameters) throws RefusedException {
        var byName = new LinkedHashMap<String, Parameter>();
        parameters.forEach(each -> byName.put(each.name(), each));
        var values = new LinkedHashMap<String, Object>();
        for (Map.Entry<String, @Nullable Object> each : told.entrySet()) {
            Parameter parameter = byName.get(each.getKey());
            if (parameter == null) {
                throw new RefusedException("There is no argument '%s' here; there are %s."
                        .formatted(each.getKey(), String.join(", ", byName.keySet())));
            }
            Object value = each.getValue();
            if (value != null && !(value instanceof String text && text.isBlank())) {
                parameter.check(value);
                values.put(each.getKey(), value);
            }
        }
        for (Parameter each : parameters) {
            if (each.isNeeded() && !values.containsKey(each.name())) {
                throw new RefusedException("%s must be given, but it is missing.".formatted(each.name()));
            }
        }
        return new Given(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<String> text(String name) {
        return value(name).map(Given::said);
    }

    int count(String name, int otherwise) {
        return values.get(name) instanceof BigDecimal number ? number.intValueExact() : otherwise;
    }

    /** A command with those of the parameters that were given as options of the same name; lists as options given again. */
    List<String> command(List<String> words, String... parameters) {
        var command = new ArrayList<>(words);
        for (String each : parameters) {
            String option = "--" + each.replace('_', '-');
            switch (values.get(each)) {
                case null -> {}
                case List<?> list -> list.forEach(item -> command.add(option + "=" + item));
                case Map<?, ?> map -> map.forEach((name, value) -> command.add("--attr=" + name + "=" + said(value)));
                case Object value -> command.add(option + "=" + said(value));
            }
        }
        return command;
    }

    private static String said(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.toString() : String.valueOf(value);
    }
}
