package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON strictly: one value, no key twice. Numbers become {@link BigDecimal} without trailing zeros. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static Map<String, Object> object(String text) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            assertThat(json.nextToken()).as("JSON: " + text).isEqualTo(JsonToken.START_OBJECT);
            Map<String, Object> object = members(json);
            assertThat(json.nextToken()).as("what follows the object").isNull();
            return object;
        }
    }

    @SuppressWarnings("NullAway") // null stands for null
    private static Map<String, Object> members(JsonParser json) {
        var members = new LinkedHashMap<String, Object>();
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            json.nextToken();
            assertThat(members).doesNotContainKey(key);
            members.put(key, value(json));
        }
        return members;
    }

    private static @Nullable Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> members(json);
            case START_ARRAY -> items(json);
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(json.getString()).stripTrailingZeros();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new AssertionError(json.currentToken());
        };
    }

    private static List<@Nullable Object> items(JsonParser json) {
        var items = new ArrayList<@Nullable Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(json));
        }
        return items;
    }

    /** A number as it is read. */
    static BigDecimal number(String text) {
        return new BigDecimal(text).stripTrailingZeros();
    }
}
