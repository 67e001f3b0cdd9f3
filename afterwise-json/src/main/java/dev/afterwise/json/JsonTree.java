package dev.afterwise.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Parsed JSON: maps, lists, {@link String}, {@link Numeral}, {@link Boolean} and null. Trees of the parser's own make come
 * with all of data binding, which would double the time that a command takes to start.
 */
final class JsonTree {
    private static final int MOST_NESTING = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_NESTING)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** JSON that breaks off, is no JSON, or holds a key twice. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int column;

        private DamagedException(String message, int column) {
            super(message);
            this.column = column;
        }

        /** Where in the line, from 1; 0 if unknown. */
        int column() {
            return column;
        }
    }

    private JsonTree() {}

    /** The object that the text holds, and nothing but white space around it. */
    static Map<String, @Nullable Object> object(String text) throws DamagedException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw damaged(first == null ? "there is nothing" : "it does not begin with '{'", parser);
            }
            Map<String, @Nullable Object> object = members(parser);
            if (parser.nextToken() != null) {
                throw damaged("there is more after the closing '}'", parser);
            }
            return object;
        } catch (JacksonException e) {
            var at = e.getLocation();
            int column = at == null ? 0 : Math.max(0, at.getColumnNr());
            throw new DamagedException(Printable.escaped(oneLine(e.getOriginalMessage())), column);
        }
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws DamagedException {
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> members(JsonParser parser) throws DamagedException {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            if (members.containsKey(key)) {
                throw damaged("the key " + Printable.quoted(key) + " is given twice", parser);
            }
            members.put(key, value(parser, parser.nextToken()));
        }
        return members;
    }

    private static List<@Nullable Object> items(JsonParser parser) throws DamagedException {
        var items = new ArrayList<@Nullable Object>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return items;
    }

    private static DamagedException damaged(String what, JsonParser parser) {
        return new DamagedException(
                what, Math.max(0, parser.currentTokenLocation().getColumnNr()));
    }

    /** Without the lines, and the advice on how to configure the parser, that may follow. */
    private static String oneLine(String message) {
        return message.lines()
                .findFirst()
                .orElse("it is damaged")
                .replaceFirst(": enable `.*| \\(start marker at .*", "");
    }
}
