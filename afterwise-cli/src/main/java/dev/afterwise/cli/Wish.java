package dev.afterwise.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * What a program wants of a command, as the body of its request says: options by their names, {@code arguments} if the path is no place for
 * them, {@code because}.
 *
 * @param options in their order; a value for each time one is given
 */
record Wish(Map<String, List<String>> options, List<String> arguments, String because) {
    private static final int MAX_DEPTH = 3;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(100_000)
                    .maxNameLength(200)
                    .build())
            .build();

    /**
     * Reads it; of nothing, there is nothing.
     *
     * @throws IllegalArgumentException if it is not one object of texts, numbers, yes and no, and lists of these
     */
    static Wish read(String body) {
        var options = new LinkedHashMap<String, List<String>>();
        if (!body.isBlank()) {
            try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new IllegalArgumentException("The body must be a JSON object, but it is not.");
                }
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    options.put(name, values(json, name));
                }
                if (json.nextToken() != null) {
                    throw new IllegalArgumentException("The body must be one JSON object, but something follows it.");
                }
            } catch (JacksonException e) {
                throw new IllegalArgumentException(
                        "The body must be JSON, but it is not: " + e.getOriginalMessage(), e);
            }
        }
        List<String> arguments = options.getOrDefault("arguments", List.of());
        String because = String.join(" ", options.getOrDefault("because", List.of()));
        options.remove("arguments");
        return new Wish(options, arguments, because);
    }

    private static List<String> values(JsonParser json, String name) {
        var values = new ArrayList<String>();
        if (json.nextToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                values.add(value(json, name));
            }
        } else if (json.currentToken() == JsonToken.VALUE_TRUE) {
            values.add("");
        } else if (json.currentToken() != JsonToken.VALUE_FALSE && json.currentToken() != JsonToken.VALUE_NULL) {
            values.add(value(json, name));
        }
        return values;
    }

    private static String value(JsonParser json, String name) {
        return switch (json.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getString();
            default ->
                throw new IllegalArgumentException(
                        "'%s' must be a text, a number, true, or a list of texts, but it is not.".formatted(name));
        };
    }
}
