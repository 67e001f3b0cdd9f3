package dev.afterwise.sql;

import dev.afterwise.Payload;
import dev.afterwise.Tally;
import dev.afterwise.Value;
import dev.afterwise.json.UnreadableException;
import dev.afterwise.segment.StepNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The columns that hold a small JSON object; an empty one is null. */
final class ColumnJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ColumnJson() {}

    /** Such as {@code {"branch":"main","files":7.0}}. */
    static @Nullable String attributes(Map<String, Value> attributes) {
        return object(attributes, (json, value) -> {
            switch (value) {
                case Value.Text text -> json.append(quoted(text.text()));
                case Value.Numeric number -> json.append(number.number());
            }
        });
    }

    static SortedMap<String, Value> attributes(@Nullable String json) {
        return map(
                json,
                parser -> parser.currentToken() == JsonToken.VALUE_STRING
                        ? Value.of(parser.getString())
                        : Value.of(parser.getDoubleValue()));
    }

    /** Such as {@code {"retry":[3,2]}}: tried three times, worked twice. */
    static @Nullable String tallies(Map<String, Tally> tallies) {
        return object(
                tallies,
                (json, tally) -> json.append('[')
                        .append(tally.tried())
                        .append(',')
                        .append(tally.worked())
                        .append(']'));
    }

    static SortedMap<String, Tally> tallies(@Nullable String json) {
        return map(json, parser -> {
            long tried = parser.nextLongValue(0);
            long worked = parser.nextLongValue(0);
            parser.nextToken();
            return new Tally(tried, worked);
        });
    }

    /** Such as {@code ["plan","search"]}, or {@code ["plan","search",["plan"]]} if it failed in the step {@code plan}. */
    static String names(StepNames names) {
        String begun = names.begun().stream().map(ColumnJson::quoted).collect(Collectors.joining(","));
        if (names.failed().isEmpty()) {
            return "[" + begun + "]";
        }
        return "[" + begun + (begun.isEmpty() ? "" : ",")
                + names.failed().stream().map(ColumnJson::quoted).collect(Collectors.joining(",", "[", "]]"));
    }

    static StepNames names(String json) {
        var begun = new ArrayList<String>();
        var failed = new ArrayList<String>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            JsonToken token = parser.nextToken();
            for (; token == JsonToken.VALUE_STRING; token = parser.nextToken()) {
                begun.add(parser.getString());
            }
            if (token == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.VALUE_STRING) {
                    failed.add(parser.getString());
                }
            }
        } catch (JacksonException e) {
            throw new UnreadableException("A column must hold a JSON array, but this is (%s).".formatted(json));
        }
        return new StepNames(begun, failed);
    }

    private interface Item<T> {
        void write(StringBuilder json, T value);
    }

    private interface Reader<T> {
        T read(JsonParser parser);
    }

    private static <T> @Nullable String object(Map<String, T> map, Item<T> item) {
        if (map.isEmpty()) {
            return null;
        }
        var json = new StringBuilder();
        map.forEach((name, value) -> {
            json.append(json.isEmpty() ? '{' : ',').append(quoted(name)).append(':');
            item.write(json, value);
        });
        return json.append('}').toString();
    }

    private static String quoted(String text) {
        return Payload.text(text, text.length()).json();
    }

    private static <T> SortedMap<String, T> map(@Nullable String text, Reader<T> reader) {
        if (text == null) {
            return Collections.emptySortedMap();
        }
        var map = new TreeMap<String, T>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                map.put(name, reader.read(parser));
            }
        } catch (JacksonException e) {
            throw new UnreadableException("A column must hold a JSON object, but this is (%s).".formatted(text));
        }
        return map;
    }
}
