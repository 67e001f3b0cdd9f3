package dev.afterwise.otel;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** What somebody says in an attribute that is a JSON object itself, as Langfuse, MLflow and OpenInference do. */
final class Nested {
    private static final int MAX_CHARS = 100_000;
    private static final int MAX_DEPTH = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private Nested() {}

    static boolean isObject(String text) {
        return text.startsWith("{");
    }

    /** Its texts and numbers by name, not those further within; nothing if it is no such object, or a very large one. */
    static Map<String, String> of(@Nullable String json) {
        Map<String, String> said = new HashMap<>();
        if (json == null || json.length() > MAX_CHARS || !isObject(json)) {
            return said;
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (token == JsonToken.VALUE_STRING || (token != null && token.isNumeric())) {
                    said.put(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            // What came before it counts.
        }
        return said;
    }
}
