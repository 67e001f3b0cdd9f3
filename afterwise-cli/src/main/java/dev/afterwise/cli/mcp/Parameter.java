package dev.afterwise.cli.mcp;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a tool may be told.
 *
 * @param words those that it may be; empty if any
 * @param isNeeded whether a call must name it
 */
record Parameter(String name, Kind kind, String description, List<String> words, boolean isNeeded) {
    /** What it may be. */
    enum Kind {
        TEXT("text"),
        NUMBER("a number"),
        COUNT("a whole number from 1 to 50"),
        AMOUNT("a number from 0"),
        TEXTS("a list of texts"),
        ATTRIBUTES("an object whose values are texts, numbers or booleans"),
        STEPS("a list of objects");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final int MOST_CHARS = 8_000;
    private static final int MOST_ITEMS = 200;
    private static final BigDecimal MOST_COUNT = BigDecimal.valueOf(50);

    static Parameter of(String name, Kind kind, String description) {
        return new Parameter(name, kind, description, List.of(), false);
    }

    static Parameter text(String name, String description) {
        return of(name, Kind.TEXT, description);
    }

    static Parameter word(String name, String description, String... words) {
        return new Parameter(name, Kind.TEXT, description, List.of(words), false);
    }

    Parameter needed() {
        return new Parameter(name, kind, description, words, true);
    }

    /** As JSON Schema says it. */
    Map<String, @Nullable Object> schema() {
        var schema = new LinkedHashMap<String, @Nullable Object>();
        switch (kind) {
            case TEXT -> {
                schema.put("type", "string");
                schema.put("maxLength", MOST_CHARS);
            }
            case NUMBER -> schema.put("type", "number");
            case AMOUNT -> {
                schema.put("type", "number");
                schema.put("minimum", 0);
            }
            case COUNT -> {
                schema.put("type", "integer");
                schema.put("minimum", 1);
                schema.put("maximum", MOST_COUNT);
            }
            case TEXTS -> {
                schema.put("type", "array");
                schema.put("items", Tree.map("type", "string", "maxLength", MOST_CHARS));
                schema.put("maxItems", MOST_ITEMS);
            }
            case ATTRIBUTES -> {
                schema.put("type", "object");
                schema.put("additionalProperties", Tree.map("type", List.of("string", "number", "boolean")));
            }
            case STEPS -> {
                schema.put("type", "array");
                schema.put("items", Tree.map("type", "object"));
                schema.put("maxItems", MOST_ITEMS);
            }
        }
        if (!words.isEmpty()) {
            schema.put("enum", words);
        }
        schema.put("description", description);
        return schema;
    }

    /** @throws RefusedException if it can't be that */
    void check(Object value) throws RefusedException {
        boolean fits = switch (kind) {
            case TEXT -> isText(value) && (words.isEmpty() || words.contains(value));
            case NUMBER -> value instanceof BigDecimal;
            case AMOUNT -> value instanceof BigDecimal number && number.signum() >= 0;
            case COUNT ->
                value instanceof BigDecimal number
                        && number.signum() > 0
                        && number.compareTo(MOST_COUNT) <= 0
                        && number.stripTrailingZeros().scale() <= 0;
            case TEXTS ->
                value instanceof List<?> list
                        && list.size() <= MOST_ITEMS
                        && list.stream().allMatch(Parameter::isText);
            case ATTRIBUTES ->
                value instanceof Map<?, ?> map
                        && map.size() <= MOST_ITEMS
                        && map.values().stream()
                                .allMatch(
                                        each -> isText(each) || each instanceof BigDecimal || each instanceof Boolean);
            case STEPS ->
                value instanceof List<?> list
                        && list.size() <= MOST_ITEMS
                        && list.stream().allMatch(Map.class::isInstance);
        };
        if (!fits) {
            String what = words.isEmpty() ? kind.words : "one of " + String.join(", ", words);
            throw new RefusedException("%s must be %s, but it is (%s).".formatted(name, what, shown(value)));
        }
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof String text && text.length() <= MOST_CHARS;
    }

    private static String shown(Object value) {
        String text = Tree.text(value);
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
